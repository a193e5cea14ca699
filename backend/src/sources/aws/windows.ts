const minute = 60_000;
const fiveMinutes = 5 * minute;
const hour = 60 * minute;
const day = 24 * hour;
/** CloudWatch completes a minute some time after it ended, so the newest ones are read again. */
const overlap = 2 * minute;

/** A stretch of time to ask CloudWatch for: `from` included, `to` not, epoch ms. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly periodMs: number;
  readonly isPast: boolean;
}

export interface Plan {
  readonly minute: readonly Window[];
  readonly 'five-minutes': readonly Window[];
  /** Read up to here when all went well; handed in next time. */
  readonly readTo: number;
}

/**
 * What to ask for, having read up to `readTo`: complete minutes only, at most the last 24 h, in steps of 5 min where
 * older than an hour. Undefined when the last complete minute was read already.
 */
export function plan(readTo: number | undefined, now: number): Plan | undefined {
  const end = floor(now, minute);
  const before = readTo === undefined ? undefined : floor(readTo, minute);
  if (before !== undefined && before >= end) return undefined;
  return { minute: minutes(before, end), 'five-minutes': fives(before, end), readTo: end };
}

function minutes(readTo: number | undefined, end: number): Window[] {
  const from = Math.max((readTo ?? 0) - overlap, floor(end - day, fiveMinutes));
  const recent = floor(end - hour, fiveMinutes);
  if (from >= recent) return [{ from, to: end, periodMs: minute, isPast: false }];
  return [
    { from: floor(from, fiveMinutes), to: recent, periodMs: fiveMinutes, isPast: true },
    { from: recent, to: end, periodMs: minute, isPast: false },
  ];
}

/** For what reports every 5 min: nothing in between, for asking costs the same and brings nothing. */
function fives(readTo: number | undefined, end: number): Window[] {
  const to = floor(end - overlap, fiveMinutes);
  const before = readTo === undefined ? 0 : floor(readTo - overlap, fiveMinutes);
  if (to <= before) return [];
  const from = Math.max(before - 2 * fiveMinutes, to - day);
  const recent = to - hour;
  const window = { periodMs: fiveMinutes, isPast: false };
  if (from >= recent) return [{ ...window, from, to }];
  return [
    { ...window, from, to: recent, isPast: true },
    { ...window, from: recent, to },
  ];
}

function floor(at: number, step: number): number {
  return Math.floor(at / step) * step;
}
