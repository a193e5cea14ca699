import type { Stage } from '@smartops/contract';
import { expect, it } from 'vitest';
import { firstStage, inOrder, newestStage } from './stage-choice.ts';

const stage = (id: string, rawStatus: string, from?: number, to?: number): Stage => {
  const time = (at: number | undefined) => (at === undefined ? null : new Date(at * 1_000).toISOString());
  const status = {
    success: 'success',
    skipped: 'success',
    failure: 'failed',
    cancelled: 'failed',
    in_progress: 'running',
  };
  return {
    ...{ id, name: id, rawStatus, duration: '—', durationMs: null, url: null, needs: null },
    status: (status[rawStatus as keyof typeof status] ?? 'pending') as Stage['status'],
    startedAt: time(from),
    finishedAt: time(to),
  };
};
const ids = (stages: readonly Stage[]) => stages.map(({ id }) => id);

it('puts stages in the order of what needs what, and what has not begun last', () => {
  const stages = [
    stage('waits', 'queued'),
    stage('deploy', 'in_progress', 30),
    stage('test', 'success', 10, 25),
    stage('build', 'success', 1, 9),
    stage('waits too', 'queued'),
  ];

  expect(ids(inOrder(stages))).toEqual(['build', 'test', 'deploy', 'waits', 'waits too']);
});

it('opens what failed before what was cancelled, and never what was skipped', () => {
  const failed = [stage('a', 'success', 1, 2), stage('b', 'cancelled', 1, 4), stage('c', 'failure', 1, 3)];

  expect(firstStage(failed)?.id).toBe('c');
  expect(firstStage([stage('a', 'success', 1, 2), stage('b', 'skipped', 3, 3)])?.id).toBe('a');
});

it('follows a run from log to log, and stays at what failed', () => {
  const going = [stage('a', 'success', 1, 2), stage('b', 'success', 1, 9), stage('c', 'in_progress', 9)];

  expect(newestStage(going)?.id).toBe('b');
  expect(newestStage([stage('a', 'in_progress', 1), stage('b', 'queued')])?.id).toBe('a');
  expect(newestStage([...going, stage('d', 'failure', 2, 3)])?.id).toBe('d');
});
