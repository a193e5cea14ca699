import type { Pipeline } from '@smartops/contract';
import { expect, it } from 'vitest';
import { filterRuns, optionsOf, type RunFilter } from './filter.ts';

const run = (id: string, more: Partial<Pipeline>): Pipeline => ({
  ...{ id, name: 'CI', repository: 'harbor/api', branch: 'main', commit: 'a41c9e2', author: 'Jonas Weber' },
  ...{
    title: 'Raise DB pool',
    status: 'success',
    rawStatus: 'success',
    stages: [],
    durationMs: 1,
    usualMs: 1,
  },
  ...{ startedAt: '2026-11-24T10:00:00Z', updatedAt: '2026-11-24T10:00:00Z', attempt: 1, url: null },
  ...{ source: 'github:demo', demo: true },
  ...more,
});
const runs = [
  run('a', {}),
  run('b', { name: 'Deploy', status: 'failed', rawStatus: 'failure' }),
  run('c', { repository: 'harbor/web', branch: 'fix-basket', author: 'Lena Fuchs' }),
];

it.each<[RunFilter, string]>([
  [{}, 'abc'],
  [{ status: 'failed' }, 'b'],
  [{ repository: 'harbor/web' }, 'c'],
  [{ workflow: 'CI' }, 'ac'],
  [{ branch: 'main' }, 'ab'],
  [{ words: 'POOL weber' }, 'ab'],
  [{ workflow: 'CI', branch: 'main', words: 'fuchs' }, ''],
])('finds by %o the runs that fulfil all of it', (filter, ids) => {
  expect(
    filterRuns(runs, filter)
      .map(({ id }) => id)
      .join(''),
  ).toBe(ids);
});

it('offers what is there once, and what was asked for though it is gone', () => {
  expect(optionsOf(runs, ({ branch }) => branch, 'gone')).toEqual(['fix-basket', 'gone', 'main']);
});
