import { expect, it } from 'vitest';
import { extendLine } from './extend-line.ts';

const history = { sparkline: [1, 2, 3, 4], timestamp: '2026-11-22T14:00:00.000Z' };
const loaded = Date.parse(history.timestamp);
const extend = (...tail: [number, number][]) =>
  extendLine(
    history,
    40_000,
    tail.map(([after, value]) => ({ at: loaded + after, value })),
  );

it('leaves the line alone until something newer was read', () => {
  expect(extend([0, 9])).toEqual([1, 2, 3, 4]);
});

it('refines the last step, then moves on, keeping its length', () => {
  expect(extend([5_000, 5])).toEqual([1, 2, 3, 5]);
  expect(extend([5_000, 5], [12_000, 6])).toEqual([2, 3, 5, 6]);
});

it('leaves a gap where nothing was read', () => {
  expect(extend([25_000, 7])).toEqual([3, 4, null, 7]);
});
