import type { Save } from '@smartops/contract';
import { useSyncExternalStore } from 'react';

/** The last save of this page, by the part of the settings it belongs to: what it says can be undone there. */
const saves = new Map<string, Save>();
const followers = new Set<() => void>();

export function tellSaved(scope: string, save: Save | null | undefined): void {
  if (save) saves.set(scope, save);
  else saves.delete(scope);
  for (const tell of followers) tell();
}

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

export const useLastSave = (scope: string): Save | undefined =>
  useSyncExternalStore(
    follow,
    () => saves.get(scope),
    () => undefined,
  );
