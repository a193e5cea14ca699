import type { Alert, Deployment, Incident, SourceState } from '@smartops/contract';
import { expect, it } from 'vitest';
import { type SituationTopics, situation, type Wrong } from './situation.ts';

const now = Date.parse('2026-11-22T14:25:10Z');
const minute = 60_000;
const ago = (minutes: number) => new Date(now - minutes * minute).toISOString();

const alert = (id: string, minutes: number, more: Partial<Alert> = {}): Alert => ({
  id,
  title: `${id} is wrong`,
  message: '',
  severity: 'critical',
  timestamp: ago(minutes),
  acknowledged: false,
  state: 'firing',
  resolvedAt: null,
  resourceId: 'aws:demo:elb:checkout-api',
  metricId: null,
  url: null,
  ruleId: 'r',
  ruleVersion: 1,
  resourceName: 'checkout-api',
  account: null,
  region: null,
  value: null,
  limit: null,
  unit: '',
  labels: {},
  runbook: null,
  changedBefore: [],
  acknowledgement: null,
  owner: null,
  snoozedUntil: null,
  silenceId: null,
  dismissal: null,
  flaps: 0,
  incidentId: null,
  source: 'aws:demo',
  demo: true,
  ...more,
});

const deploy = (id: string, minutes: number, more: Partial<Deployment> = {}): Deployment => ({
  id,
  name: id,
  environment: 'production',
  status: 'success',
  rawStatus: 'success',
  branch: 'main',
  commit: 'a41c9e2',
  author: 'Jonas',
  timestamp: ago(minutes),
  duration: '',
  durationMs: 4 * minute,
  title: '',
  version: null,
  url: null,
  pipelineId: null,
  source: 'github:demo',
  demo: true,
  ...more,
});

const source = (id: string, state: SourceState['state'] = 'ok', readMinutes = 1): SourceState => ({
  id,
  kind: 'aws',
  title: id,
  demo: true,
  state,
  since: ago(60),
  readAt: ago(readMinutes),
  intervalMs: 30_000,
  retryAt: null,
  problems:
    state === 'ok' ? [] : [{ part: 'all', reason: 'forbidden', message: 'no', fix: null, since: ago(60) }],
});

const look = (topics: Partial<SituationTopics>) =>
  situation({ alerts: [], incidents: [], deployments: [], sources: [source('aws')], ...topics }, now);
const wrong = (topics: Partial<SituationTopics>) => look(topics) as Wrong;

it('says nothing is wrong only when everything could be read', () => {
  expect(look({ sources: [source('aws'), source('host', 'ok', 2)] })).toMatchObject({
    level: 'calm',
    read: { read: 2, of: 2, oldest: now - 2 * minute },
  });
  expect(look({ sources: [source('aws', 'failing'), source('host')] })).toMatchObject({
    level: 'blind',
    read: { read: 1, of: 2 },
  });
  expect(look({ sources: [] }).level).toBe('unwatched');
});

it('names the change that took effect last before it began, by when it was done and not when it started', () => {
  const { before } = wrong({
    alerts: [alert('a', 23)],
    deployments: [
      deploy('after', 22),
      deploy('finished-after', 25),
      deploy('culprit', 30),
      deploy('older', 50),
    ],
  });
  expect(before?.deployment.id).toBe('culprit');
  expect(before?.at).toBe(now - 26 * minute);
});

it('prefers a deployment of what is wrong to a later one of something else', () => {
  const { before } = wrong({
    alerts: [alert('a', 10)],
    deployments: [deploy('storefront', 15), deploy('checkout-api', 30)],
  });
  expect(before?.deployment.id).toBe('checkout-api');
});

it('accuses no change of staging and none from long before', () => {
  const { before, lastChange } = wrong({
    alerts: [alert('a', 10)],
    deployments: [deploy('staging', 20, { environment: 'staging' }), deploy('yesterday', 1_500)],
  });
  expect(before).toBeUndefined();
  expect(lastChange?.deployment.id).toBe('yesterday');
});

it('tells the newest story of the gravest alerts, from its beginning', () => {
  const { worst, level } = wrong({
    alerts: [
      alert('days-old', 5_000),
      alert('began', 23),
      alert('followed', 20),
      alert('newer-but-mild', 2, { severity: 'warning' }),
    ],
  });
  expect([worst.id, level]).toEqual(['began', 'critical']);
});

it('lets an open incident speak for alerts of its gravity', () => {
  const incident: Incident = {
    ...alert('incident', 22),
    status: 'investigating',
    assignee: null,
    assigneeId: null,
    alertIds: [],
    affectedServices: [],
    timeline: [],
    ...{
      name: 'INC-1',
      version: 1,
      openedBy: null,
      openedAt: '2026-11-24T10:00:00.000Z',
      acknowledgement: null,
    },
    ...{ alertCount: 0, firingCount: 0, mergedInto: null },
  };
  expect(wrong({ alerts: [alert('a', 20)], incidents: [incident] }).worst.id).toBe('incident');
  expect(wrong({ alerts: [alert('a', 20)], incidents: [{ ...incident, status: 'resolved' }] }).worst.id).toBe(
    'a',
  );
});

it('stays calm about what is resolved or only for information', () => {
  expect(
    look({ alerts: [alert('a', 5, { state: 'resolved' }), alert('b', 5, { severity: 'info' })] }).level,
  ).toBe('calm');
});

it('warns, and no more, of warnings', () => {
  expect(look({ alerts: [alert('a', 5, { severity: 'warning' })] }).level).toBe('warning');
  expect(look({ alerts: [alert('a', 5, { severity: 'error' })] }).level).toBe('critical');
});

it('never blames a deploy of the demo for what is wrong on a real machine', () => {
  const story: SituationTopics = {
    alerts: [alert('host', 5, { demo: false, source: 'host', resourceId: 'host' })],
    incidents: [],
    deployments: [deploy('checkout-api', 12)],
    sources: [source('host')],
  };

  expect((situation(story, now) as Wrong).before).toBeUndefined();
});
