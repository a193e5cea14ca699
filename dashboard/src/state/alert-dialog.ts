import type { Alert, Silence } from '@smartops/contract';
import { useSyncExternalStore } from 'react';

/** A dialog about alerts; not in the address: a link must ask for nothing. */
export type AlertDialog =
  | { readonly kind: 'dismiss' | 'incident' | 'assign' | 'snooze'; readonly alerts: readonly Alert[] }
  /** From alerts, to change one there is, or a new one. */
  | { readonly kind: 'silence'; readonly alerts: readonly Alert[]; readonly silence?: Silence }
  | { readonly kind: 'end-silence'; readonly silence: Silence };

let open: AlertDialog | undefined;
const followers = new Set<() => void>();

export function openAlertDialog(next: AlertDialog | undefined): void {
  open = next;
  for (const tell of followers) tell();
}

export const closeAlertDialog = (): void => openAlertDialog(undefined);

export const useAlertDialog = (): AlertDialog | undefined =>
  useSyncExternalStore(
    (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    () => open,
    () => undefined,
  );
