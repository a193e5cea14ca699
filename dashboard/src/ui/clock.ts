import { useSyncExternalStore } from 'react';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    for (const tell of watchers) tell();
  }, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `read` says of the present moment, looked at every second; draws only when the answer differs. Answers must be strings, numbers or booleans. */
export function useClock<Answer extends string | number | boolean>(read: (now: number) => Answer): Answer {
  return useSyncExternalStore(
    watch,
    () => read(Date.now()),
    () => read(0),
  );
}

/** Now, in whole steps. */
export function useNow(stepMs: number): number {
  return useClock((now) => Math.floor(now / stepMs) * stepMs);
}
