import type { Chart } from '@smartops/contract';
import type { Reading } from './tails.ts';

export interface Line {
  readonly chart: Chart;
  readonly tail: readonly Reading[];
  readonly intervalMs: number;
}

export interface Columns {
  /** Epoch ms, rising. */
  readonly at: readonly number[];
  /** As long as `at`; null is a gap. */
  readonly values: readonly (readonly (number | null)[])[];
}

/** Several lines on one clock: what was loaded, what was read since, and a gap wherever a reading is missing. */
export function toColumns(lines: readonly Line[]): Columns {
  const points = lines.map(pointsOf);
  const at = [...new Set(points.flatMap((line) => [...line.keys()]))].toSorted((a, b) => a - b);
  return {
    at,
    values: points
      .map((line) => at.map((when) => line.get(when) ?? null))
      .map((values, index) => bridged(values, at, lines[index])),
  };
}

function pointsOf({ chart, tail, intervalMs }: Line): Map<number, number | null> {
  const loaded = chart.data.map(({ timestamp, value }) => ({ at: Date.parse(timestamp), value }));
  const end = loaded.at(-1)?.at ?? -Infinity;
  const readings = [
    ...loaded,
    ...spaced(
      tail.filter(({ at }) => at > end),
      chart.stepMs,
    ),
  ];
  const gapMs = gapOf(chart, intervalMs);
  const points = new Map<number, number | null>();
  let before: number | undefined;
  for (const { at, value } of readings) {
    if (before !== undefined && at - before > gapMs) points.set(before + 1, null);
    points.set(at, value);
    before = at;
  }
  return points;
}

const gapOf = ({ stepMs }: Chart, intervalMs: number) => 2.5 * Math.max(stepMs, intervalMs);

/** At most one reading a step, and always the newest. */
function spaced(tail: readonly Reading[], stepMs: number): readonly Reading[] {
  const kept: Reading[] = [];
  for (const [index, reading] of tail.entries()) {
    const before = kept.at(-1);
    if (index === tail.length - 1 || !before || reading.at - before.at >= stepMs) kept.push(reading);
  }
  return kept;
}

/** Lines are read at different moments: where only another line has a point, this one is drawn straight through, unless it has a gap. */
function bridged(
  values: readonly (number | null)[],
  at: readonly number[],
  line: Line | undefined,
): (number | null)[] {
  if (!line) return [...values];
  const gapMs = gapOf(line.chart, line.intervalMs);
  const result = [...values];
  let from = -1;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    if (from >= 0 && index - from > 1 && (at[index] ?? 0) - (at[from] ?? 0) <= gapMs)
      fill(result, at, from, index);
    from = index;
  }
  return result;
}

function fill(values: (number | null)[], at: readonly number[], from: number, to: number): void {
  const [start, end] = [values[from] ?? 0, values[to] ?? 0];
  const [began, ended] = [at[from] ?? 0, at[to] ?? 1];
  for (let index = from + 1; index < to; index++)
    values[index] = start + ((end - start) * ((at[index] ?? began) - began)) / (ended - began);
}

export interface Summary {
  readonly min: number | null;
  readonly mean: number | null;
  readonly max: number | null;
  readonly p95: number | null;
}

/** Of the points of one line: extremes from each step's own, mean and 95th percentile (nearest rank) over the steps. */
export function summarize(chart: Chart | undefined): Summary {
  const data = chart?.data ?? [];
  if (data.length === 0) return { min: null, mean: null, max: null, p95: null };
  const sorted = data.map(({ value }) => value).toSorted((a, b) => a - b);
  return {
    min: Math.min(...data.map(({ min }) => min)),
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    max: Math.max(...data.map(({ max }) => max)),
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null,
  };
}
