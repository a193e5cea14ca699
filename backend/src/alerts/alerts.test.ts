import type { DeploymentData } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import type { MetricKind } from '../signals/catalogue.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import { decideDeployments } from './failed-deployment.ts';
import { judge } from './judge.ts';
import { decideThreshold } from './threshold.ts';

const minute = 60_000;
const kind: MetricKind = {
  kind: 'aws.loadbalancer',
  metric: 'http.5xx.percent',
  label: '5xx rate',
  unit: '%',
  limit: { warning: 1, critical: 3, when: 'above' },
  forMs: 2 * minute,
};
/** One reading a minute, the last one at minute `values.length - 1`. */
const window = (...values: number[]) => values.map((value, i) => ({ at: i * minute, value }));

describe('judge', () => {
  it.each([
    ['calm', window(0, 0, 0, 0), 'healthy'],
    ['a short peak', window(0, 0, 0, 4), 'unknown'],
    ['beyond the limit long enough', window(0, 2, 2, 2), 'warning'],
    ['far beyond the limit', window(0, 2, 2, 4), 'critical'],
    ['only just calm again', window(4, 4, 4, 0), 'unknown'],
    ['calm again for good', window(4, 0, 0, 0, 0), 'healthy'],
    ['a break in between', window(4, 4, 0, 4), 'unknown'],
  ])('reads %s', (_name, readings, level) => {
    expect(judge(kind, readings, readings.length * minute).level).toBe(level);
  });

  it('calls silence unknown, never well', () => {
    expect(judge(kind, [], 0).level).toBe('unknown');
    expect(judge(kind, window(0, 0, 0, 0), 60 * minute).level).toBe('unknown');
  });

  it('knows since when', () => {
    expect(judge(kind, window(0, 2, 2, 4), 4 * minute).since).toBe(minute);
  });
});

it('says in an alert what is beyond which limit', () => {
  const decision = decideThreshold(
    {
      resource: { id: 'lb', name: 'checkout-api' },
      connectionId: 'aws',
      kind,
      window: window(0, 2, 2, 4.82),
    },
    4 * minute,
  );

  expect(decision).toMatchObject({
    kind: 'fire',
    finding: {
      fingerprint: 'threshold:lb~http.5xx.percent',
      severity: 'critical',
      title: 'checkout-api 5xx rate above 1\u00a0%',
      message: '4.82\u00a0%, limit 1\u00a0%',
      startedAt: minute,
    },
  });
});

function deployment(data: Partial<DeploymentData>): StoredEvent {
  return {
    id: 'd',
    connectionId: 'github',
    resourceId: 'r',
    kind: 'deployment',
    outcome: 'failed',
    title: '',
    at: 0,
    data: {
      service: 'checkout-api',
      environment: 'production',
      status: 'failed',
      rawStatus: 'failure',
      branch: 'main',
      sha: 'a41c9e2f',
      author: 'sofia',
      message: 'Raise the pool',
      version: 'v2.31.0',
      url: null,
      runId: null,
      startedAt: 0,
      finishedAt: minute,
      ...data,
    },
  };
}

describe('decideDeployments', () => {
  it('alerts on the newest outcome of each service and environment only', () => {
    const decisions = decideDeployments(
      [deployment({ status: 'success' }), deployment({}), deployment({ environment: 'staging' })],
      10 * minute,
    );

    expect(decisions.map((one) => one.kind)).toEqual(['resolve', 'fire']);
    expect(decisions[1]).toMatchObject({
      finding: { severity: 'warning', message: 'v2.31.0 · Raise the pool' },
    });
  });

  it('lets the outcome before stand when a deployment was cancelled', () => {
    const cancelled = { ...deployment({}), outcome: 'cancelled' as const };

    expect(decideDeployments([cancelled], 0)).toEqual([]);
    expect(decideDeployments([cancelled, deployment({})], 0)).toMatchObject([{ kind: 'fire' }]);
  });

  it('wakes nobody for a preview, a running deployment or last week', () => {
    expect(decideDeployments([deployment({ environment: 'preview' })], 0)).toEqual([]);
    expect(decideDeployments([deployment({ status: 'running' })], 0)).toEqual([]);
    expect(decideDeployments([deployment({})], 7 * 24 * 60 * minute)).toEqual([]);
  });
});
