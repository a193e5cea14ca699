import { wander } from './chance.ts';
import { DAY, HOUR, MINUTE } from './world.ts';

const weekdays = [0.86, 1, 1.01, 1.02, 1.03, 1.05, 0.93];

/** How busy the shop is: about 1 on a weekday at 14:00 UTC, 0.5 before dawn, smooth over midnight. */
function demand(at: number): number {
  return weekday(at) * timeOfDay(at);
}

/** Demand with the small unrest that belongs to one series. */
export function livelyDemand(key: number, at: number, unrest = 0.05): number {
  return demand(at) * (1 + unrest * wander(key, Math.floor(at / MINUTE)));
}

function timeOfDay(at: number): number {
  const hour = (at % DAY) / HOUR;
  const turn = (hours: number) => Math.cos((2 * Math.PI * hours) / 24);
  return 1.1 * (0.74 + 0.26 * turn(hour - 16) + 0.06 * turn(2 * (hour - 20)));
}

function weekday(at: number): number {
  const noons = at / DAY - 0.5;
  const day = Math.floor(noons);
  const share = noons - day;
  // 1 January 1970 was a Thursday.
  const factor = (index: number) => weekdays[(((index + 4) % 7) + 7) % 7] ?? 1;
  return factor(day) * (1 - share) + factor(day + 1) * share;
}
