const dayMs = 86_400_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });

/** `14:02:10`, for histories. */
export const formatClock = (at: number): string => clock.format(at);

/** `14:02`. */
export const formatMinute = (at: number): string => minute.format(at);

/** `22 Nov`. */
export const formatDay = (at: number): string => day.format(at);

/** `20 Feb 2027`. */
export const formatDate = (at: number): string => `${day.format(at)} ${new Date(at).getFullYear()}`;

const quarterMs = 900_000;
const zones = new Map<number, string>();

/** `UTC`, `GMT+2`: the zone that every clock on the page shows. Clocks are put forward and back on the quarter of an hour. */
export function formatZone(at: number): string {
  const quarter = Math.floor(at / quarterMs);
  const known = zones.get(quarter);
  if (known !== undefined) return known;
  const name = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  if (zones.size > 1_000) zones.clear();
  zones.set(quarter, name);
  return name;
}

/** `14:02`, or with the day when that is more than a day away: `22 Nov 14:02`. */
export function formatMoment(at: number, now: number): string {
  return Math.abs(now - at) < dayMs ? formatMinute(at) : `${formatDay(at)} ${formatMinute(at)}`;
}

/** `22 Nov 2026, 14:02:10 UTC`: everything, for a tooltip. */
export function formatExact(at: number): string {
  return `${formatDate(at)}, ${formatClock(at)} ${formatZone(at)}`;
}
