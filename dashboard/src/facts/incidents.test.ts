import type { Alert, Deployment, Incident, Me, Moment } from '@smartops/contract';
import { expect, it } from 'vitest';
import { chartsOf, isOfSide, rangeSince, spanOf, stepOf, tailOf } from './incidents.ts';

const minute = 60_000;
const start = Date.parse('2026-11-26T14:02:00.000Z');
const now = start + 23 * minute;
const incident = {
  ...{ title: 'checkout-api fails', timestamp: '2026-11-26T14:02:00.000Z', resolvedAt: null, status: 'open' },
  mergedInto: null,
} as Incident;
const suspect = {
  ...{ name: 'checkout-api', version: 'v2.31.0', durationMs: 4 * minute },
  timestamp: new Date(start - 50 * minute).toISOString(),
} as Deployment;

it('says how long it has lasted and what came before, not why', () => {
  const tail = (...of: Parameters<typeof tailOf>) => tailOf(...of).replaceAll('\u00a0', ' ');
  expect(tail({ incident, suspect: null }, now)).toBe('for 23 min');
  expect(tail({ incident, suspect }, now)).toBe('for 23 min, after deploy v2.31.0');
  const over = { ...incident, title: 'p95 is slow', resolvedAt: new Date(start + 5 * minute).toISOString() };
  expect(tail({ incident: over, suspect }, now)).toBe('lasted 5 min, after deploy checkout-api v2.31.0');
});

it('keeps the cause in sight', () => {
  expect(spanOf(incident, null, now)).toEqual({ from: start - 30 * minute, to: now });
  expect(spanOf(incident, suspect, now).from).toBe(start - 56 * minute);
  expect(rangeSince(start - 30 * minute, now)).toBe('1h');
  expect(rangeSince(start - 41 * minute, now)).toBe('24h');
});

it('offers a viewer nothing, and others what comes next', () => {
  const me = { role: 'operator' } as Me;
  expect(stepOf(incident, { role: 'viewer' } as Me)).toBeUndefined();
  expect(stepOf(incident, me)).toBe('take');
  expect(stepOf({ ...incident, status: 'investigating' }, me)).toBe('resolve');
  expect(stepOf({ ...incident, status: 'resolved' }, me)).toBe('reopen');
  expect(stepOf({ ...incident, mergedInto: 'INC-1' }, me)).toBeUndefined();
});

it('draws each metric once, the gravest on top', () => {
  const alert = (id: string, severity: Alert['severity'], metricId: string | null) =>
    ({ id, severity, metricId, timestamp: incident.timestamp }) as Alert;
  const drawn = chartsOf([
    alert('a', 'warning', 'm1'),
    alert('b', 'critical', 'm2'),
    alert('c', 'error', null),
  ]);
  expect(drawn.map(({ metricId, alerts }) => [metricId, alerts.length])).toEqual([
    ['m2', 1],
    ['m1', 1],
  ]);
});

it('tells people from the system', () => {
  expect([isOfSide({ by: 'Mei' } as Moment, 'people'), isOfSide({ by: null } as Moment, 'people')]).toEqual([
    true,
    false,
  ]);
});
