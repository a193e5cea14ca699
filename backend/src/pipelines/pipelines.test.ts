import type { RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { StoredEvent } from '../signals/read-store.ts';
import { toDeployment } from './to-deployment.ts';
import { mostTelling, toPipelines } from './to-pipeline.ts';

const run: RunData = {
  runId: '7',
  workflow: 'Deploy',
  repository: 'harbor-goods/checkout-api',
  branch: 'main',
  sha: 'a41c9e2f00',
  author: 'sofia',
  message: 'Raise the pool',
  status: 'success',
  rawStatus: 'success',
  attempt: 1,
  url: 'https://github.com/x/y/actions/runs/7',
  startedAt: 1_000_000,
  updatedAt: 1_252_000,
  finishedAt: 1_252_000,
  jobs: [
    {
      id: '71',
      name: 'build',
      status: 'success',
      rawStatus: 'success',
      startedAt: 1_000_000,
      finishedAt: 1_060_000,
      url: null,
      logRef: 'checkout-api/71',
    },
  ],
};

function event(data: Partial<RunData> = {}): StoredEvent {
  const whole = { ...run, ...data };
  return {
    id: `run:${whole.runId}`,
    connectionId: 'github:demo',
    resourceId: 'w',
    kind: 'pipeline-run',
    outcome: 'running',
    title: 't',
    at: whole.startedAt,
    data: whole,
  };
}

it('shows a run with its stages and what it usually takes', () => {
  const others = [60_000, 80_000, 400_000].map((took, i) =>
    event({ runId: `${i}`, finishedAt: 1_000_000 + took }),
  );
  const [first] = toPipelines([event({ status: 'running', finishedAt: null }), ...others], () => true);

  expect(first).toMatchObject({
    id: '7',
    commit: 'a41c9e2',
    durationMs: null,
    usualMs: 80_000,
    demo: true,
    stages: [{ id: '71', status: 'success', duration: '1\u00a0min', durationMs: 60_000 }],
  });
});

it('leaves out what is no run', () => {
  expect(toPipelines([{ ...event(), data: { runId: 3 } }], () => false)).toEqual([]);
});

it('puts the newest run that is going before a newer one that has ended', () => {
  const pipelines = toPipelines(
    [event({ runId: 'new', startedAt: 3e9 }), event({ runId: 'going', status: 'running', startedAt: 2e9 })],
    () => false,
  );

  expect(mostTelling(pipelines)?.id).toBe('going');
  expect(mostTelling(pipelines.slice(0, 1))?.id).toBe('new');
});

it('shows a deployment that is still going without a duration', () => {
  const deployment = toDeployment(
    {
      ...event(),
      kind: 'deployment',
      data: {
        ...run,
        service: 'checkout-api',
        environment: 'production',
        status: 'running',
        version: 'v2.31.0',
        finishedAt: null,
      },
    },
    false,
  );

  expect(deployment).toMatchObject({
    name: 'checkout-api',
    commit: 'a41c9e2',
    duration: '—',
    pipelineId: '7',
  });
});

it('shows no duration for a job that was skipped', () => {
  const [job] = run.jobs;
  const skipped = { ...job, status: 'success', rawStatus: 'skipped', finishedAt: 1_000_000 } as const;
  const [pipeline] = toPipelines([event({ jobs: [skipped as never] })], () => false);

  expect(pipeline?.stages[0]).toMatchObject({ duration: '—', durationMs: null, rawStatus: 'skipped' });
});
