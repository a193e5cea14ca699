import { formatDay, formatMinute } from '../format/time.ts';

export interface TimeTick {
  /** Epoch ms. */
  readonly at: number;
  readonly text: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Steps that fall on round times. */
const steps = [1, 5, 10, 20, 30]
  .map((count) => count * minute)
  .concat(
    [1, 3, 6, 12].map((count) => count * hour),
    [1, 2, 5, 10].map((count) => count * day),
  );

/** Round local times between two moments, at most `most` of them: 10 min apart on an hour, 3 h on a day. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  const step =
    steps.find((size) => size >= (to - from) / 9 && (to - from) / size <= Math.max(1, most)) ?? 10 * day;
  const offset = new Date(from).getTimezoneOffset() * minute;
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step)
    ticks.push({ at, text: step >= day ? formatDay(at) : formatMinute(at) });
  return ticks;
}
