import type { DeploymentData } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { afterBatch, afterFailure, connecting } from '../../collector/health.ts';
import type { StoredEvent } from '../../signals/read-store.ts';
import { RuleBook } from './book.ts';
import { minute, ruleOf, subject } from './rule.fixture.ts';
import { decideStates, type StateFacts } from './states.ts';

function deployment(data: Partial<DeploymentData>, outcome: StoredEvent['outcome'] = 'failed'): StoredEvent {
  return {
    ...{ id: 'd', connectionId: 'github', resourceId: 'r', kind: 'deployment', outcome, title: '', at: 0 },
    data: {
      ...{ service: 'checkout-api', environment: 'production', status: 'failed', rawStatus: 'failure' },
      ...{ branch: 'main', sha: 'a41c9e2f', author: 'sofia', message: 'Raise the pool', version: 'v2.31.0' },
      ...{ url: null, runId: null, startedAt: 0, finishedAt: minute },
      ...data,
    },
  };
}

function decide(condition: Record<string, unknown>, facts: StateFacts, now = 10 * minute) {
  const [live] = new RuleBook([ruleOf({ kind: 'state', ...condition })]).states;
  return live ? decideStates(live, facts, now).flatMap(({ decision }) => decision ?? []) : [];
}

describe('a failed deployment', () => {
  const rule = { state: 'deployment-failed', environments: ['production', 'staging'] };
  const of = (...deployments: StoredEvent[]) => decide(rule, { deployments });

  it('counts until a later one of the same service and environment succeeds', () => {
    const decisions = of(
      deployment({ status: 'success', finishedAt: 3 * minute }),
      deployment({}),
      deployment({ environment: 'staging' }),
    );
    expect(decisions).toMatchObject([
      { kind: 'resolve', at: 3 * minute },
      {
        finding: {
          fingerprint: 'r @ github:deployment:checkout-api:staging',
          resourceId: 'r',
          title: 'checkout-api deployment to staging failed',
          message: 'v2.31.0 · Raise the pool',
        },
      },
    ]);
  });

  it('has failed since the first failure in a row', () => {
    expect(of(deployment({ finishedAt: 5 * minute }), deployment({}))).toMatchObject([
      { finding: { startedAt: minute } },
    ]);
  });

  it('is about the last one that failed', () => {
    const next = { ...deployment({ finishedAt: 5 * minute, startedAt: 4 * minute }), id: 'e' };
    expect(of(next, deployment({}))).toMatchObject([
      { finding: { startedAt: minute, occurrence: { id: `e@${4 * minute}`, at: 5 * minute } } },
    ]);
  });

  it('stands when a later one was cancelled', () => {
    const cancelled = deployment({ finishedAt: 5 * minute }, 'cancelled');
    expect(of(cancelled)).toEqual([]);
    expect(of(cancelled, deployment({}))).toMatchObject([{ kind: 'fire' }]);
  });

  it('wakes nobody for a preview, a running deployment or last week', () => {
    expect(of(deployment({ environment: 'preview' }))).toEqual([]);
    expect(of(deployment({ status: 'running' }))).toEqual([]);
    expect(decide(rule, { deployments: [deployment({})] }, 7 * 24 * 60 * minute)).toEqual([]);
  });

  it('counts only for the services and branches that the rule names', () => {
    const named = { state: 'deployment-failed', names: ['checkout-*'], branches: ['release/*'] };
    expect(decide(named, { deployments: [deployment({})] })).toEqual([]);
    expect(decide(named, { deployments: [deployment({ branch: 'release/2' })] })).toHaveLength(1);
  });
});

it('fires for an instance whose checks are impaired for long enough', () => {
  const instance = subject({
    kind: 'aws.ec2.instance',
    attributes: { checks: 'impaired' },
    changedAt: minute,
  });
  const rule = { state: 'instance-impaired', forMs: 5 * minute };
  expect(decide(rule, { instances: [instance] }, 5 * minute)).toEqual([]);
  expect(decide(rule, { instances: [instance] }, 6 * minute)).toMatchObject([
    { finding: { startedAt: minute, title: 'checkout-api fails its status checks' } },
  ]);
  expect(decide(rule, { instances: [{ ...instance, attributes: { checks: 'ok' } }] })).toMatchObject([
    { kind: 'resolve' },
  ]);
});

it('fires for a source that cannot be read, with its reason, until it can', () => {
  const error = { reason: 'unreachable', message: 'No answer', fix: undefined } as const;
  const well = afterBatch(connecting(0), [], 0);
  const ill = afterFailure(well, error, { now: minute, retryAt: 2 * minute });
  const rule = { state: 'source-failing', forMs: 5 * minute };
  const of = (health: typeof well) => decide(rule, { source: { id: 'aws', title: 'AWS', health } });

  expect(of(connecting(0))).toEqual([]);
  expect(of(ill)).toMatchObject([{ finding: { title: 'AWS cannot be read', message: 'No answer' } }]);
  expect(of(afterBatch(ill, [], 8 * minute))).toMatchObject([{ kind: 'resolve', at: 8 * minute }]);
});
