import type { Deployment } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { RuleBook } from '../alerts/rules/book.ts';
import { usualRules } from '../alerts/rules/rule.fixture.ts';
import { afterBatch, afterFailure, connecting } from '../collector/health.ts';
import type { StoredResource } from '../signals/read-store.ts';
import { toActivity } from './activity.ts';
import { toServices } from './aws-services.ts';
import { toMetrics } from './metrics.ts';
import { toNetworks } from './networks.ts';
import { toSourceState, toSourceStates, type WatchedState } from './watched.ts';

const now = 1_000_000_000;
const well = afterBatch(connecting(now - 60_000), [], now);
const denied = {
  part: 'rds',
  reason: 'forbidden',
  message: 'lacks rds:DescribeDBInstances',
  fix: '{…}',
} as const;

function watched(more: Partial<WatchedState> = {}): WatchedState {
  return {
    id: 'aws:demo',
    source: 'aws',
    title: 'Demo AWS',
    demo: true,
    everyMs: 30_000,
    health: well,
    ...more,
  };
}

function resource(id: string, kind: string, attributes = {}): StoredResource {
  return { id, kind, name: id.split(':').at(-1) ?? id, connectionId: 'aws:demo', attributes };
}

describe('toMetrics', () => {
  const kinds = new RuleBook(usualRules).kinds;
  const facts = (more = {}) => ({
    kinds,
    resources: [resource('lb:quiet', 'aws.loadbalancer'), resource('lb:busy', 'aws.loadbalancer')],
    latest: new Map([
      ['lb:quiet~http.5xx.percent', { at: now, value: 50 }],
      ['lb:busy~http.5xx.percent', { at: now, value: 4.824 }],
      ['lb:quiet~requests.per-minute', { at: now, value: 3 }],
      ['lb:busy~requests.per-minute', { at: now, value: 1_184 }],
    ]),
    previous: new Map([['lb:busy~http.5xx.percent', 0.4]]),
    watched: new Map([['aws:demo', watched()]]),
    now,
    ...more,
  });

  it('lets the busiest speak for its kind, judged by its limit and against the period before', () => {
    const [rate, requests] = toMetrics(facts());

    expect(rate).toMatchObject({
      id: 'lb:busy~http.5xx.percent',
      value: 4.82,
      change: 1_106,
      trend: 'up',
      status: 'critical',
      limit: 1,
      scope: 'busy',
      reason: null,
      demo: true,
    });
    expect(requests).toMatchObject({ label: 'Requests', status: 'healthy', change: 0, previous: null });
  });

  it('lets one in trouble speak before a busier one that is well', () => {
    const latest = new Map([
      ...facts().latest,
      ['lb:busy~http.5xx.percent', { at: now, value: 0.2 }] as const,
    ]);

    const [rate, requests] = toMetrics(facts({ latest }));

    expect(rate).toMatchObject({ scope: 'quiet', value: 50, status: 'critical' });
    expect(requests).toMatchObject({ scope: 'quiet', value: 3 });
  });

  it('shows a reading of a source that fails as offline with the reason, and keeps the value', () => {
    const error = { reason: 'unreachable', message: 'No answer', fix: undefined } as const;
    const ill = watched({ health: afterFailure(well, error, { now, retryAt: now }) });
    const [rate] = toMetrics(facts({ watched: new Map([['aws:demo', ill]]) }));

    expect(rate).toMatchObject({ status: 'offline', reason: 'No answer', value: 4.82 });
  });

  it('leaves out what is no longer watched and what was never read', () => {
    expect(toMetrics(facts({ watched: new Map() }))).toEqual([]);
    expect(toMetrics(facts({ latest: new Map() }))).toEqual([]);
  });
});

describe('toServices', () => {
  it('shows a service that may not be read with reason and fix, without a made-up count', () => {
    const ec2 = resource('aws:demo:service:ec2', 'aws.service', {
      service: 'EC2',
      account: 'harbor-goods',
      instances: 24,
      status: 'healthy',
      facts: ['23 of 24 running'],
    });
    const services = toServices([watched({ health: afterBatch(well, [denied], now) })], [ec2]);

    expect(services.map(({ name, status, instances }) => [name, status, instances])).toEqual([
      ['EC2', 'healthy', 24],
      ['RDS', 'offline', null],
    ]);
    expect(services[1]).toMatchObject({ reason: 'lacks rds:DescribeDBInstances', fix: '{…}' });
  });
});

describe('toNetworks', () => {
  it('shows a chain that never answered as offline, not as block 0', () => {
    const error = { reason: 'rate-limited', message: 'answers 429', fix: undefined } as const;
    const health = afterFailure(connecting(now), error, { now, retryAt: now + 40_000 });
    const [network] = toNetworks([watched({ id: 'evm:base', source: 'evm', title: 'Base', health })], []);

    expect(network).toMatchObject({
      name: 'Base',
      status: 'offline',
      blockNumber: null,
      reason: 'answers 429',
    });
    expect(network?.retryAt).toBe(new Date(now + 40_000).toISOString());
  });
});

it('says of a source since when it fails and why', () => {
  const state = toSourceState(watched({ health: afterBatch(well, [denied], now + 5) }));

  expect(state).toMatchObject({
    state: 'degraded',
    since: new Date(now + 5).toISOString(),
    problems: [{ part: 'rds' }],
  });
});

it('says of a source what its token may do, and how far its history is', () => {
  const abilities = [{ feature: 'Read runs', may: 'yes', needs: 'Actions: read' }];
  const account = resource('aws:demo:account', 'github.account', {
    ...{ leftOut: [], abilities, progress: 'History: 0 of 1 repositories' },
  });

  expect(toSourceStates([watched({})], [account])).toMatchObject([
    { abilities, progress: 'History: 0 of 1 repositories' },
  ]);
  expect(toSourceStates([watched({})], [])[0]).not.toHaveProperty('abilities');
});

it('tells what happened newest first, with begin and end of an incident', () => {
  const common = { source: 'aws', demo: false };
  const incident = {
    ...common,
    id: 'i',
    title: 'checkout-api 5xx rate above 1 %',
    message: '4.8 %',
    severity: 'critical' as const,
    timestamp: '2026-11-24T10:00:00.000Z',
    resolvedAt: '2026-11-24T10:30:00.000Z',
    acknowledged: false,
    resourceId: 'lb',
    metricId: null,
    url: null,
    status: 'resolved' as const,
    assigneeId: null,
    assignee: null,
    alertIds: [],
    affectedServices: [],
    timeline: [],
    name: 'INC-1',
    version: 2,
    openedBy: null,
    openedAt: '2026-11-24T10:00:00.000Z',
    acknowledgement: null,
    alertCount: 1,
    firingCount: 0,
    mergedInto: null,
  };
  const deployment = {
    ...common,
    id: 'd',
    name: 'checkout-api',
    environment: 'production',
    status: 'failed',
    version: 'v2',
    title: 'Raise the pool',
    author: 'sofia',
    timestamp: '2026-11-24T10:10:00.000Z',
  } as Deployment;

  const activity = toActivity(
    { deployments: [deployment], alerts: [], steps: [], incidents: [incident], scans: [], actions: [] },
    10,
  );

  expect(activity.map(({ title, status }) => [title, status])).toEqual([
    ['Incident resolved: checkout-api 5xx rate above 1 %', 'healthy'],
    ['checkout-api failed to deploy to production', 'critical'],
    ['Incident opened: checkout-api 5xx rate above 1 %', 'critical'],
  ]);
});
