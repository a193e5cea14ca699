import { expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';
import { toDecisions } from './to-decisions.ts';
import { tokenIn } from './token.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const alertmanager = (one: object = {}, more: object = {}) => ({
  version: '4',
  groupKey: '{}:{}',
  status: 'firing',
  receiver: 'smartops',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'HighErrors', severity: 'critical', instance: 'shop:9090', region: 'eu-west-1' },
      annotations: { summary: 'shop answers 5 % with 5xx', runbook_url: 'https://runbooks.example/errors' },
      startsAt: '2026-03-01T11:50:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prometheus.example/graph',
      fingerprint: 'f1',
      ...one,
    },
  ],
  ...more,
});
const mapping = {
  ...{ alerts: 'data.items[]', title: 'title', fingerprint: 'id', message: 'text', severity: 'prio' },
  ...{
    resolved: 'state',
    resolvedWords: ['done'],
    resource: 'host',
    url: 'link',
    startedAt: 'since',
    labels: 'tags',
  },
};

it('reads what Alertmanager sends', () => {
  expect(readDelivery({ kind: 'alertmanager', mapping: null }, alertmanager())).toEqual([
    {
      fingerprint: 'f1',
      status: 'firing',
      severity: 'critical',
      title: 'shop answers 5 % with 5xx',
      message: 'HighErrors',
      resource: 'shop:9090',
      url: 'http://prometheus.example/graph',
      runbook: 'https://runbooks.example/errors',
      labels: { alertname: 'HighErrors', severity: 'critical', instance: 'shop:9090', region: 'eu-west-1' },
      startedAt: '2026-03-01T11:50:00.000Z',
      endedAt: null,
    },
  ]);
});

it('reads what Grafana documents that it sends', () => {
  const body = {
    receiver: 'My Super Webhook',
    status: 'firing',
    orgId: 1,
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'High memory usage', team: 'blue', zone: 'us-1' },
        annotations: {
          description: 'The system has high memory usage',
          runbook_url: 'https://myrunbook.com/runbook/1234',
        },
        startsAt: '2021-10-12T09:51:03.157076+02:00',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: 'https://play.grafana.org/alerting/1afz29v7z/edit',
        fingerprint: 'c6eadffa33fcdf37',
        silenceURL: 'https://play.grafana.org/alerting/silence/new',
        dashboardURL: '',
        panelURL: '',
        values: { B: 44.23943737541908, C: 1 },
      },
    ],
    groupLabels: {},
    version: '1',
    state: 'alerting',
  };
  expect(readDelivery({ kind: 'grafana', mapping: null }, body)[0]).toMatchObject({
    fingerprint: 'c6eadffa33fcdf37',
    severity: 'warning',
    title: 'High memory usage',
    message: 'The system has high memory usage',
    url: 'https://play.grafana.org/alerting/1afz29v7z/edit',
  });
});

it('reads any JSON by a mapping', () => {
  const item = {
    id: 7,
    title: 'Late',
    prio: 'P1',
    state: 'DONE',
    host: 'w1',
    link: 'javascript:alert(1)',
    since: 1_772_366_000,
    tags: { a: 1 },
  };
  expect(
    readDelivery({ kind: 'generic', mapping }, { data: { items: [item, { ...item, state: 'new' }] } }),
  ).toMatchObject([
    {
      fingerprint: '7',
      status: 'resolved',
      severity: 'critical',
      url: null,
      labels: { a: '1' },
      startedAt: '2026-03-01T11:53:20.000Z',
    },
    { status: 'firing' },
  ]);
});

it.each([
  ['no JSON object', { kind: 'alertmanager' as const, mapping: null }, 'text'],
  ['another version', { kind: 'alertmanager' as const, mapping: null }, alertmanager({}, { version: '3' })],
  ['a state that is none', { kind: 'grafana' as const, mapping: null }, alertmanager({ status: 'maybe' })],
  [
    'more than a thousand',
    { kind: 'alertmanager' as const, mapping: null },
    { version: '4', alerts: Array(1_001).fill(alertmanager().alerts[0]) },
  ],
  ['no title', { kind: 'generic' as const, mapping }, { data: { items: [{ id: 1 }] } }],
  [
    'an expression that cannot be read',
    { kind: 'generic' as const, mapping: { ...mapping, title: 'a[' } },
    { data: { items: [{}] } },
  ],
  ['no mapping', { kind: 'generic' as const, mapping: null }, {}],
])('refuses %s', (_what, sender, body) => {
  expect(() => readDelivery(sender, body)).toThrow();
});

it('decides the same for the same delivery, and ends what it began', () => {
  const fired = toDecisions('s', readDelivery({ kind: 'alertmanager', mapping: null }, alertmanager()), now);
  const ended = { status: 'resolved', endsAt: '2026-03-01T11:58:00Z' };
  const resolved = toDecisions(
    's',
    readDelivery({ kind: 'alertmanager', mapping: null }, alertmanager(ended)),
    now,
  );

  expect(fired).toMatchObject([
    {
      kind: 'fire',
      finding: {
        fingerprint: 'sender:s:f1',
        connectionId: 'sender:s',
        region: 'eu-west-1',
        startedAt: now - 600_000,
      },
    },
  ]);
  expect(resolved).toEqual([{ kind: 'resolve', fingerprint: 'sender:s:f1', at: now - 120_000 }]);
});

it('believes no clock that is ahead', () => {
  const ahead = alertmanager({ startsAt: '2036-03-01T12:00:00Z' });
  const [decision] = toDecisions('s', readDelivery({ kind: 'alertmanager', mapping: null }, ahead), now);
  expect(decision).toMatchObject({ finding: { startedAt: now } });
});

it('takes control characters out and cuts what is long', () => {
  const [one] = readDelivery(
    { kind: 'alertmanager', mapping: null },
    alertmanager({
      annotations: { summary: `a\u0000b\u001b[31m${'x'.repeat(900)}` },
      labels: { ['k'.repeat(300)]: 'v', alertname: 'A' },
    }),
  );
  expect(one?.title).toMatch(/^a b \[31mx+$/);
  expect(one?.title.length).toBeLessThanOrEqual(200);
});

it.each([
  ['Bearer soa_in_x', 'soa_in_x'],
  ['bearer soa_in_x', 'soa_in_x'],
  [`Basic ${Buffer.from('smartops:soa_in_x').toString('base64')}`, 'soa_in_x'],
  [`Basic ${Buffer.from('nobody').toString('base64')}`, undefined],
  ['Digest x', undefined],
  [undefined, undefined],
])('finds the token in %s', (header, token) => {
  expect(tokenIn(header)).toBe(token);
});
