import type { Chart } from '@smartops/contract';
import { expect, it } from 'vitest';
import { summarize, toColumns } from './chart-lines.ts';

const base = Date.parse('2026-11-22T14:00:00Z');
const chart = (points: [number, number][], stepMs = 10_000): Chart => ({
  data: points.map(([after, value]) => ({
    timestamp: new Date(base + after * 1_000).toISOString(),
    value,
    min: value - 1,
    max: value + 1,
  })),
  metric: { id: 'm', label: 'm', unit: '%', scope: '', limit: null },
  from: '',
  to: '',
  stepMs,
});
const line = (points: [number, number][], tail: [number, number][] = [], intervalMs = 10_000) => ({
  chart: chart(points),
  tail: tail.map(([after, value]) => ({ at: base + after * 1_000, value })),
  intervalMs,
});
const seconds = (at: readonly number[]) => at.map((when) => (when - base) / 1_000);

it('goes on with what was read since, each moment once', () => {
  const { at, values } = toColumns([
    line(
      [
        [0, 1],
        [10, 2],
      ],
      [
        [10, 9],
        [20, 3],
      ],
    ),
  ]);
  expect(seconds(at)).toEqual([0, 10, 20]);
  expect(values).toEqual([[1, 2, 3]]);
});

it('leaves a gap where readings are missing', () => {
  const { values } = toColumns([
    line([
      [0, 1],
      [10, 2],
      [60, 3],
    ]),
  ]);
  expect(values).toEqual([[1, 2, null, 3]]);
});

it('calls nothing a gap that is only read less often than the steps', () => {
  const { values } = toColumns([
    line(
      [
        [0, 1],
        [30, 2],
        [60, 3],
      ],
      [],
      30_000,
    ),
  ]);
  expect(values).toEqual([[1, 2, 3]]);
});

it('puts lines on one clock, drawing each straight through the moments of the others', () => {
  const { at, values } = toColumns([
    line([
      [0, 0],
      [10, 10],
    ]),
    line([
      [5, 1],
      [15, 1],
    ]),
  ]);
  expect(seconds(at)).toEqual([0, 5, 10, 15]);
  expect(values).toEqual([
    [0, 5, 10, null],
    [null, 1, 1, 1],
  ]);
});

it('shows the newest reading even within a step', () => {
  const { at } = toColumns([
    line(
      [[0, 1]],
      [
        [10, 2],
        [12, 3],
        [14, 4],
      ],
    ),
  ]);
  expect(seconds(at)).toEqual([0, 10, 14]);
});

it('takes the extremes from inside the steps', () => {
  expect(
    summarize(
      chart([
        [0, 1],
        [10, 2],
        [20, 6],
      ]),
    ),
  ).toEqual({ min: 0, mean: 3, max: 7, p95: 6 });
  expect(summarize(undefined)).toEqual({ min: null, mean: null, max: null, p95: null });
});
