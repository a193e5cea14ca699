import { DAY, HOUR } from '../../world/world.ts';

/** How much is being worked on, 0 to 1: full on weekdays from 8 to 17 UTC, a little at night and at weekends. */
export function working(at: number): number {
  const hour = (((at % DAY) + DAY) % DAY) / HOUR;
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(at / DAY) + 4) % 7;
  const awake = Math.max(0.3, Math.min(1, (hour - 5) / 3, (20 - hour) / 3));
  return weekday === 0 || weekday === 6 ? Math.min(awake, 0.5) : awake;
}
