import { useEffect, useRef } from 'react';

/**
 * Reads again when one thing moved or the other, at once and then no more often than one can look. Each is undefined
 * until it is known.
 */
export function useFreshness(
  read: () => Promise<unknown>,
  one: unknown,
  other?: unknown,
  restMs = 1_000,
): void {
  const latest = useRef(read);
  latest.current = read;
  const state = useRef({ at: 0, timer: undefined as ReturnType<typeof setTimeout> | undefined });
  useEffect(() => {
    const { current } = state;
    if (current.timer || (one === undefined && other === undefined)) return;
    const wait = Math.max(0, current.at + restMs - Date.now());
    current.timer = setTimeout(() => {
      current.timer = undefined;
      current.at = Date.now();
      void latest.current();
    }, wait);
  }, [one, other, restMs]);
  useEffect(() => () => clearTimeout(state.current.timer), []);
}
