import { expect, it } from 'vitest';
import { openOutline } from './outline.ts';

function outlineOf(lines: readonly string[]) {
  const outline = openOutline(0);
  for (const line of lines) outline.add(line);
  return outline.close();
}
const time = '2026-11-24T10:00:00.000Z';
const at = (line: string) => `2026-11-24T10:00:00.0000000Z ${line}`;

it('finds the steps of a job, the groups in them and where each of them failed', () => {
  const outline = outlineOf(
    [
      "Current runner version: '2.331.0'",
      '##[group]Runner Image',
      'Image: ubuntu-24.04',
      '##[endgroup]',
      '##[group]Run npm test',
      'npm test',
      '##[endgroup]',
      '##[group]Failures',
      '\u001b[31mAssertionError: expected 1999 to be 2000\u001b[39m',
      '##[endgroup]',
      '##[warning]slow',
      '##[error]Process completed with exit code 1.',
      'Post job cleanup.',
      '[command]/usr/bin/git version',
      'Post job cleanup.',
      'done',
      'Cleaning up orphan processes',
    ].map(at),
  );

  expect(outline).toMatchObject({ lines: 17, errors: [9, 12], errorCount: 2, warningCount: 1 });
  expect(outline.groupEnds).toEqual([4, 7, 10]);
  expect(outline.folds).toEqual([
    { kind: 'step', title: 'Set up job', from: 1, to: 4, errors: 0, time },
    { kind: 'group', title: 'Runner Image', from: 2, to: 4, errors: 0, time },
    { kind: 'step', title: 'Run npm test', from: 5, to: 12, errors: 2, time },
    { kind: 'group', title: 'Failures', from: 8, to: 10, errors: 1, time },
    { kind: 'step', title: 'Post job cleanup', from: 13, to: 16, errors: 0, time },
  ]);
});

it('ends a group that was never closed where the next one or its step ends', () => {
  const { folds } = outlineOf(
    ['##[group]Run a', '##[group]one', 'x', '##[group]two', 'y', '##[group]Run b', 'z'].map(at),
  );

  expect(folds.map(({ title, from, to }) => [title, from, to])).toEqual([
    ['Run a', 1, 5],
    ['one', 2, 3],
    ['two', 4, 5],
    ['Run b', 6, 7],
  ]);
});

it('stays small for a log that is nothing but errors and groups', () => {
  const outline = outlineOf(
    Array.from({ length: 20_000 }, (_, i) => ['##[group]g', '##[error]e', '##[endgroup]'][i % 3] ?? ''),
  );

  expect(outline.errorCount).toBe(6_667);
  expect(outline.errors).toHaveLength(1_000);
  expect(outline.folds.length).toBeLessThanOrEqual(2_000);
  expect(outline.groupEnds.length).toBeLessThanOrEqual(2_000);
});

it('can be stored whatever a title holds', () => {
  const [, group] = outlineOf(['x', `##[group]${'\0'}${'a'.repeat(199)}😀`, 'y']).folds;

  expect(group?.title.isWellFormed()).toBe(true);
  expect(group?.title).not.toContain('\0');
});
