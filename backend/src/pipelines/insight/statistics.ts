/** By nearest rank: a value that was really measured. Null of nothing. `share` is over 0 and at most 1. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null;
}

export const median = (values: readonly number[]): number | null => percentile(values, 0.5);

/** Null of nothing: no runs are not a rate of zero. */
export const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
