import type { RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { StoredEvent } from '../signals/read-store.ts';
import { SourceError } from '../sources/source.ts';
import { createNeedsReader } from './needs.ts';

const job: RunData['jobs'][number] = {
  ...{ id: '1', name: 'build', status: 'running', rawStatus: 'in_progress', url: null, logRef: 'api/1' },
  ...{ startedAt: 1, finishedAt: null },
};
const run: RunData = {
  ...{ runId: '7', workflow: 'CI', repository: 'harbor/api', branch: 'main', sha: 'aaa', author: 'a' },
  ...{ message: 'm', status: 'running', rawStatus: 'in_progress', attempt: 1, url: 'u', jobs: [job] },
  ...{ startedAt: 1, updatedAt: 1, finishedAt: null },
};
const eventOf = (data: RunData) => ({ connectionId: 'github', data }) as unknown as StoredEvent;

function reader(answer: () => Promise<ReadonlyMap<string, readonly string[]> | undefined>) {
  const seen = { asked: 0, now: 0 };
  const needs = () => {
    seen.asked += 1;
    return answer();
  };
  const read = createNeedsReader({ connection: () => ({ needs }), now: () => seen.now });
  return { seen, read };
}

it('says what the source says, and asks nothing about a run without jobs', async () => {
  const { read, seen } = reader(async () => new Map([['1', []]]));
  expect(await read(eventOf({ ...run, jobs: [] }))).toBeUndefined();
  expect(seen.asked).toBe(0);
  expect(await read(eventOf(run))).toEqual(new Map([['1', []]]));
});

it('leaves a source alone for a minute that did not answer, and the run is shown without', async () => {
  const { read, seen } = reader(() => Promise.reject(new SourceError('unreachable', 'away')));
  expect(await read(eventOf(run))).toBeUndefined();
  expect(await read(eventOf(run))).toBeUndefined();
  expect(seen.asked).toBe(1);
  seen.now = 60_000;
  await read(eventOf(run));
  expect(seen.asked).toBe(2);
});

it('hides no fault of its own', async () => {
  const { read } = reader(() => Promise.reject(new TypeError('ours')));
  await expect(read(eventOf(run))).rejects.toThrow('ours');
});
