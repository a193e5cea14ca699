import { formatShort } from './duration.ts';
import { unknown } from './number.ts';

/** Whether a reading is past twice its interval. A reading that never was is not stale, it is unknown. */
export function isStale(at: number | null, intervalMs: number, now: number): boolean {
  return at !== null && now - at > 2 * intervalMs;
}

/** `12 s ago`; `38 min old` once past twice the interval. Clocks that disagree by a little read as now. */
export function formatAge(at: number | null, now: number, intervalMs = Number.POSITIVE_INFINITY): string {
  if (at === null) return unknown;
  const age = now - at;
  if (age < 1_000) return 'just now';
  return `${formatShort(age)} ${isStale(at, intervalMs, now) ? 'old' : 'ago'}`;
}

/** Epoch ms of a time on the wire; null stays null. */
export function parseTime(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
