import { useEffect, useRef } from 'react';

/** However much moves, a list is read again this often at most. */
const restMs = 1_000;

/** Reads again when the stream says that something moved, at once and then no more often than one can look. */
export function useFreshness(read: () => Promise<unknown>, one: unknown, other: unknown): void {
  const latest = useRef(read);
  latest.current = read;
  const state = useRef({ at: 0, timer: undefined as ReturnType<typeof setTimeout> | undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one of either says that something moved.
  useEffect(() => {
    const { current } = state;
    if (current.timer) return;
    const wait = Math.max(0, current.at + restMs - Date.now());
    current.timer = setTimeout(() => {
      current.timer = undefined;
      current.at = Date.now();
      void latest.current();
    }, wait);
  }, [one, other]);
  useEffect(() => () => clearTimeout(state.current.timer), []);
}
