import { expect, it } from 'vitest';
import type { StoredEvent } from '../../signals/read-store.ts';
import { keepFailedLogs } from './keep-failed.ts';

const job = (id: string, rawStatus: string, finishedAt: number | null = 2) => ({
  id,
  name: id,
  status: rawStatus === 'success' ? 'success' : 'failed',
  rawStatus,
  startedAt: 1,
  finishedAt,
  url: null,
  logRef: `api/${id}`,
});

const run = (...jobs: ReturnType<typeof job>[]): StoredEvent => ({
  id: 'r',
  connectionId: 'github',
  resourceId: 'w',
  kind: 'pipeline-run',
  outcome: 'failed',
  title: 't',
  at: 1,
  data: {
    ...{
      runId: '7',
      workflow: 'CI',
      repository: 'o/api',
      branch: 'main',
      sha: 'a',
      author: 'a',
      message: 'm',
    },
    ...{
      status: 'failed',
      rawStatus: 'failure',
      attempt: 1,
      url: 'u',
      startedAt: 1,
      updatedAt: 1,
      finishedAt: null,
    },
    jobs,
  },
});

function world(jobs: ReturnType<typeof job>[], known: string[] = []) {
  const read: string[] = [];
  const troubles: string[] = [];
  const round = (fails = '') =>
    keepFailedLogs({
      runs: async () => [run(...jobs)],
      store: { knownRefs: async () => new Set(known.map((ref) => `github ${ref}`)) },
      keeper: {
        read: async (_connection, { logRef }) => {
          if (logRef === fails) throw new Error('quota used up');
          read.push(logRef);
          return { state: 'kept', id: 1, keptAt: 1, outline: {} as never };
        },
      },
      trouble: (ref) => troubles.push(ref),
    });
  return { read, troubles, round };
}

it('reads the logs of jobs that failed, also while their run goes on, and of no others', async () => {
  const { read, round } = world(
    [
      job('a', 'success'),
      job('b', 'failure'),
      job('c', 'cancelled'),
      job('d', 'failure', null),
      job('e', 'timed_out'),
    ],
    ['api/e'],
  );

  expect(await round()).toBe(1);
  expect(read).toEqual(['api/b']);
});

it('reads a few at once, and leaves the rest for the next round', async () => {
  const { read, round } = world(Array.from({ length: 30 }, (_, i) => job(`${i}`, 'failure')));

  expect(await round()).toBe(10);
  expect(read).toHaveLength(10);
});

it('stops at the first that cannot be read: the source will not do better with the next', async () => {
  const { read, troubles, round } = world([job('a', 'failure'), job('b', 'failure'), job('c', 'failure')]);

  expect(await round('api/b')).toBe(1);
  expect(read).toEqual(['api/a']);
  expect(troubles).toEqual(['api/b']);
});
