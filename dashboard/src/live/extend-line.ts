import type { Metric } from '@smartops/contract';
import type { Reading } from './tails.ts';

/** A sparkline with what was read since: a reading within the last step takes its place, a later one moves the line on. */
export function extendLine(
  { sparkline = [], timestamp }: Pick<Metric, 'sparkline' | 'timestamp'>,
  spanMs: number,
  tail: readonly Reading[],
): readonly (number | null)[] {
  if (sparkline.length === 0 || timestamp === null) return sparkline;
  const stepMs = spanMs / sparkline.length;
  const loadedAt = Date.parse(timestamp);
  const values = new Map<number, number>();
  for (const { at, value } of tail)
    if (at > loadedAt) values.set(Math.floor((at - loadedAt) / stepMs), value);
  const last = Math.max(0, ...values.keys());
  const later = Array.from({ length: last }, (_, step) => values.get(step + 1) ?? null);
  const current = values.get(0) ?? sparkline.at(-1) ?? null;
  return [...sparkline.slice(0, -1), current, ...later].slice(-sparkline.length);
}
