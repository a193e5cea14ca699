import type { Alert } from '@smartops/contract';
import { useSyncExternalStore } from 'react';

const overlays = new Map<string, Alert>();
const followers = new Set<() => void>();
let version = 0;

/** Shows an alert as it is going to be until the backend has told; undefined shows it as it is. */
export function overlay(id: string, alert: Alert | undefined): void {
  if (alert) overlays.set(id, alert);
  else if (!overlays.delete(id)) return;
  version++;
  for (const tell of followers) tell();
}

/** Grows whenever an overlay comes or goes. */
export const useOverlayVersion = (): number =>
  useSyncExternalStore(
    (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    () => version,
    () => 0,
  );

export const overlaid = (alert: Alert): Alert => overlays.get(alert.id) ?? alert;
