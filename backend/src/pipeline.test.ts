import type { Sample } from '@smartops/contract';
import { expect, it } from 'vitest';
import { afterBatch, afterFailure, connecting } from './collector/health.ts';
import { ingest, type Steps } from './pipeline.ts';
import type { Batch } from './sources/source.ts';

const sample: Sample = { resourceId: 'host', metric: 'cpu.percent', value: 4, at: 1 };
const batch: Batch = {
  resources: [],
  samples: [sample],
  events: [],
  problems: [],
  complete: [],
  cursor: 'next',
};
const well = afterBatch(connecting(0), [], 1);

function steps(calls: string[], more: Partial<Steps> = {}): Steps {
  return {
    remember: async ({ samples }) => {
      calls.push('remember');
      return { resources: [], samples, events: [] };
    },
    judge: async () => {
      calls.push('judge');
      return [];
    },
    group: async () => {
      calls.push('group');
      return [];
    },
    tell: async () => {
      calls.push('tell');
      return 0;
    },
    saveCursor: async (cursor) => void calls.push(`cursor ${cursor}`),
    ...more,
  };
}

it('remembers, judges, groups, tells and moves the cursor, in this order and in one transaction', async () => {
  const calls: string[] = [];

  const { topics, urgent } = await ingest(batch, { before: well, after: well }, async (work) => {
    calls.push('begin');
    const result = await work(steps(calls));
    calls.push('commit');
    return result;
  });

  expect(calls).toEqual(['begin', 'remember', 'judge', 'group', 'tell', 'cursor next', 'commit']);
  expect([...topics]).toEqual(['sources', 'metrics']);
  expect(urgent).toBe(false);
});

it('does not move the cursor when judging fails', async () => {
  const calls: string[] = [];
  const broken = steps(calls, {
    judge: async () => {
      throw new Error('no');
    },
  });

  await expect(ingest(batch, { before: well, after: well }, (work) => work(broken))).rejects.toThrow('no');
  expect(calls).toEqual(['remember']);
});

it('touches nothing but the source when a batch brought nothing new', async () => {
  const nothing = steps([], { remember: async () => ({ resources: [], samples: [], events: [] }) });

  const { topics } = await ingest(batch, { before: well, after: well }, (work) => work(nothing));

  expect([...topics]).toEqual(['sources']);
});

it('tells at once when a source comes back', async () => {
  const error = { reason: 'unreachable', message: 'No answer', fix: undefined } as const;
  const ill = afterFailure(well, error, { now: 2, retryAt: 9 });

  const { topics, urgent } = await ingest(batch, { before: ill, after: well }, (work) => work(steps([])));

  expect(urgent).toBe(true);
  expect(topics).toContain('web3-networks');
});
