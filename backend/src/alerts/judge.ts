import { type Level, levelOf, type MetricKind } from '../signals/catalogue.ts';

/** One reading of a series. */
export interface Reading {
  readonly at: number;
  readonly value: number;
}

export interface Verdict {
  /** `unknown` when nothing recent says otherwise: it changes no alert. */
  readonly level: Level | 'unknown';
  /** Since when it has been beyond the limit without a break. */
  readonly since: number;
  readonly value: number;
}

/** An alert ends only after the value has stayed on the good side this long, so that it does not flap. */
export const calmMs = 3 * 60_000;

/**
 * Judges one series by its recent readings, oldest first. Pure: same window, same verdict. Beyond its limit for
 * `forMs` it is warning or critical by its last value; while calm for less than `calmMs` it stays unknown.
 */
export function judge(kind: MetricKind, window: readonly Reading[], now: number): Verdict {
  const latest = window.at(-1);
  if (!latest || !kind.limit || now - latest.at > Math.max(kind.forMs, calmMs) * 2)
    return { level: 'unknown', since: now, value: latest?.value ?? 0 };
  const level = levelOf(kind, latest.value);
  const since = startOfRun(kind, window, level === 'healthy');
  const longEnough = latest.at - since >= (level === 'healthy' ? calmMs : kind.forMs);
  return { level: longEnough ? level : 'unknown', since, value: latest.value };
}

/** When the last unbroken run of readings on the same side of the limit began. */
function startOfRun(kind: MetricKind, window: readonly Reading[], healthy: boolean): number {
  const other = window.findLastIndex(({ value }) => (levelOf(kind, value) === 'healthy') !== healthy);
  return window[other + 1]?.at ?? 0;
}
