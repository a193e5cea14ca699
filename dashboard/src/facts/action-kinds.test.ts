import type { Deployment, Me, Pipeline } from '@smartops/contract';
import { expect, it } from 'vitest';
import { kindsOfDeployment, kindsOfRun, mayAct } from './action-kinds.ts';

const run = (status: string, rawStatus: string, ...stages: string[]) =>
  kindsOfRun({ status, rawStatus, stages: stages.map((one) => ({ status: one })) } as unknown as Pipeline);

it('offers to run the failed jobs again only where one has failed', () => {
  expect(run('failed', 'failure', 'success', 'failed')).toEqual(['rerun', 'rerun-failed']);
  expect(run('success', 'success', 'success')).toEqual(['rerun']);
  expect(run('failed', 'startup_failure')).toEqual(['rerun']);
});

it('offers to cancel only what goes on, and to review only what waits', () => {
  expect(run('running', 'in_progress', 'failed', 'running')).toEqual(['cancel']);
  expect(run('pending', 'queued')).toEqual(['cancel']);
  expect(run('pending', 'waiting', 'success')).toEqual(['review', 'cancel']);
});

it('offers to deploy or to go back only once a deployment has ended', () => {
  const kinds = (status: Deployment['status']) => kindsOfDeployment({ status } as Deployment);
  expect(kinds('success')).toEqual(['redeploy', 'rollback']);
  expect(kinds('failed')).toEqual(['redeploy', 'rollback']);
  expect(kinds('running')).toEqual([]);
  expect(kinds('pending')).toEqual([]);
});

it('offers nothing to a viewer, nor before it is known who looks', () => {
  expect(
    [undefined, 'viewer', 'operator', 'admin'].map((role) => mayAct(role ? ({ role } as Me) : undefined)),
  ).toEqual([false, false, true, true]);
});
