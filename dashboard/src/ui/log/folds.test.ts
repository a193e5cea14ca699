import type { LogOutline } from '@smartops/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closedAtFirst, heads, openAround, rowsOf } from './folds.ts';

const time = '2026-11-24T10:00:00.000Z';
const outline: LogOutline = {
  ...{ lines: 20, bytes: 0, errors: [12], errorCount: 1, warningCount: 0, groupEnds: [4, 9, 14] },
  folds: [
    { kind: 'step', title: 'Set up job', from: 1, to: 5, errors: 0, time },
    { kind: 'group', title: 'Runner Image', from: 2, to: 4, errors: 0, time },
    { kind: 'step', title: 'Run npm test', from: 6, to: 16, errors: 1, time },
    { kind: 'group', title: 'Failures', from: 10, to: 14, errors: 1, time },
    { kind: 'step', title: 'Complete job', from: 17, to: 20, errors: 0, time },
  ],
};
const shown = (closed: Iterable<number>) => {
  const rows = rowsOf(outline, new Set(closed));
  return Array.from({ length: rows.count }, (_, row) => rows.lineAt(row));
};

it('opens a log that failed with only what failed unfolded', () => {
  expect([...closedAtFirst(outline)]).toEqual([0, 1, 4]);
  expect(shown(closedAtFirst(outline))).toEqual([1, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17]);
});

it('opens a log that went well with the work unfolded', () => {
  const well = {
    ...outline,
    errors: [],
    errorCount: 0,
    folds: outline.folds.map((fold) => ({ ...fold, errors: 0 })),
  };

  expect([...closedAtFirst(well)]).toEqual([0, 1, 3, 4]);
});

it('unfolds what hides a line, and nothing else', () => {
  expect([...openAround(outline, new Set([0, 1, 4]), 3)]).toEqual([4]);
  const closed = new Set([0, 4]);
  expect(openAround(outline, closed, 1)).toBe(closed);
});

it('lets a line that begins a step and a group fold the step', () => {
  expect([...heads(outline)].slice(5, 8)).toEqual([-1, 2, -1]);
  const both = outline.folds.slice(0, 2).map((fold) => ({ ...fold, from: 1 }));
  expect(heads({ ...outline, folds: both })[1]).toBe(0);
});

it('gives every line that is not hidden one row, and finds it again', () => {
  fc.assert(
    fc.property(fc.subarray([0, 1, 2, 3, 4]), (closed) => {
      const rows = rowsOf(outline, new Set(closed));
      const lines = shown(closed);
      expect(new Set(lines).size).toBe(lines.length);
      for (const [row, line] of lines.entries()) expect(rows.rowOf(line)).toBe(row);
      for (let line = 1; line <= outline.lines; line++)
        if (!lines.includes(line)) expect(rows.rowOf(line)).toBeUndefined();
    }),
  );
});
