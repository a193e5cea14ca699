import type { WeeklyWindow } from '@smartops/contract';
import { DateTime } from 'luxon';

/**
 * Whether a weekly window is open at a moment, and when that changes. Hours are those of the place's clocks: on the day
 * they change, a window is as much longer or shorter; an hour that the clocks skip begins when they go on.
 */
export function windowAt(
  { days, from, to, zone }: WeeklyWindow,
  at: number,
): { readonly isOpen: boolean; readonly until: number } {
  const today = DateTime.fromMillis(at, { zone }).startOf('day');
  // The one of yesterday may reach into today; the next one is at most a week away.
  const spans = Array.from({ length: 10 }, (_, index) => today.plus({ days: index - 1 }))
    .filter((day) => days.includes(day.weekday))
    .map((day) => ({
      from: timeOn(day, from),
      to: timeOn(to <= from ? day.plus({ days: 1 }) : day, to),
    }))
    .filter((span) => span.to > at);
  const open = spans.find((span) => span.from <= at);
  if (!open) return { isOpen: false, until: Math.min(...spans.map((span) => span.from)) };
  return { isOpen: true, until: lastOf(spans, open.to) };
}

/** Windows that touch are one. */
function lastOf(spans: readonly { readonly from: number; readonly to: number }[], to: number): number {
  const next = spans.find((span) => span.from <= to && span.to > to);
  return next ? lastOf(spans, next.to) : to;
}

function timeOn(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}
