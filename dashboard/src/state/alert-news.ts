import { useSyncExternalStore } from 'react';

/** What was just done to alerts or rules, to be taken back or explained. */
export interface AlertNews {
  readonly id: number;
  readonly text: string;
  readonly isFailure: boolean;
  readonly undo: (() => void) | undefined;
}

let news: AlertNews | undefined;
let count = 0;
const followers = new Set<() => void>();

export function tellNews(next: Omit<AlertNews, 'id'> | undefined): void {
  count++;
  news = next && { ...next, id: count };
  for (const tell of followers) tell();
}

export const useAlertNews = (): AlertNews | undefined =>
  useSyncExternalStore(
    (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    () => news,
    () => undefined,
  );
