interface Window {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a moment lies in it. From later than to goes over midnight and belongs to the day it begins on. */
export function isWithin(window: Window, at: number): boolean {
  const { day, minute } = local(at, window.timeZone);
  const from = minutesOf(window.from);
  const to = minutesOf(window.to);
  const onDay = (one: number) => window.days.includes(((one + 6) % 7) + 1);
  if (from === to) return onDay(day);
  if (from < to) return onDay(day) && minute >= from && minute < to;
  return (onDay(day) && minute >= from) || (onDay(day - 1) && minute < to);
}

/** The first full minute from `at` on that lies outside of it; at most 8 days ahead. */
export function endOf(window: Window, at: number): number {
  const last = at + 8 * dayMinutes * minuteMs;
  let moment = at;
  while (isWithin(window, moment) && moment < last) {
    const left = (minutesOf(window.to) - local(moment, window.timeZone).minute + dayMinutes) % dayMinutes;
    // When clocks change the estimate is off by an hour: a short step is asked again.
    moment =
      floorMinute(moment) + Math.max(1, Math.min(left === 0 ? dayMinutes : left, dayMinutes)) * minuteMs;
  }
  while (moment > at && !isWithin(window, moment - 30 * minuteMs) && moment - 30 * minuteMs > at)
    moment -= 30 * minuteMs;
  return moment;
}

const floorMinute = (at: number) => Math.floor(at / minuteMs) * minuteMs;

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Day 1 is Monday. */
function local(at: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: weekdays.indexOf(parts.weekday ?? '') + 1,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
