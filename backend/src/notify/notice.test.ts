import { expect, it } from 'vitest';
import { storedAlert } from '../alerts/alert.fixture.ts';
import type { AlertChange } from '../alerts/alert.ts';
import { toldIncident } from '../incidents/incident.fixture.ts';
import type { ToldIncident } from '../incidents/incident.ts';
import { type News, noticesOf, type Told } from './notice.ts';

const now = 200 * 60_000;
const change = (kind: AlertChange['change'], alert = storedAlert('a')): AlertChange => ({
  change: kind,
  alert,
});
const told = (subject: string, more: Partial<Told> = {}): [string, Told] => [
  subject,
  { subject, severity: 'warning', alerts: 1, incidentId: null, over: false, ...more },
];
const news = (more: Partial<News>): News => ({
  ...{ alerts: [], incidents: [], told: new Map(), isDemo: () => false, now, ...more },
});
const incident = (more: Partial<ToldIncident> = {}) =>
  toldIncident({ id: 'i', startedAt: now - 60_000, alertIds: ['a'], ...more });
const kinds = (one: News) => noticesOf(one).notices.map(({ kind }) => kind);

it('tells that an alert fired, once however often its words change', () => {
  const first = noticesOf(news({ alerts: [change('fired')] }));
  expect(first.notices).toMatchObject([
    { kind: 'alert-fired', title: 'checkout-api 5xx rate above 1 %', subject: 'alert:a' },
  ]);
  const known = new Map(first.told.map((one) => [one.subject, one]));
  expect(kinds(news({ alerts: [change('changed')], told: known }))).toEqual([]);
});

it('tells when it gets worse, and not when it gets better', () => {
  const was = (severity: Told['severity']) => new Map([told('alert:a', { severity })]);
  expect(kinds(news({ alerts: [change('changed')], told: was('warning') }))).toEqual(['alert-escalated']);
  const better = change('changed', storedAlert('a', { severity: 'warning' }));
  expect(kinds(news({ alerts: [better], told: was('critical') }))).toEqual([]);
});

it('tells that it is over to whoever was told that it began', () => {
  const over = change('resolved', storedAlert('a', { state: 'resolved', resolvedAt: now }));
  expect(kinds(news({ alerts: [over] }))).toEqual([]);
  expect(kinds(news({ alerts: [over], told: new Map([told('alert:a')]) }))).toEqual(['alert-resolved']);
  expect(kinds(news({ alerts: [over], told: new Map([told('alert:a', { over: true })]) }))).toEqual([]);
});

it.each([
  ['silenced', { silenceId: 's' }],
  ['snoozed', { snoozedUntil: now + 1 }],
  ['dismissed', { dismissal: { by: 'ada', at: 1, reason: 'known' } }],
])('tells nobody about an alert that is %s', (_, more) => {
  const alert = storedAlert('a', more);
  expect(noticesOf(news({ alerts: [change('fired', alert)] }))).toEqual({ notices: [], told: [] });
  expect(kinds(news({ alerts: [change('fired', alert)], incidents: [incident()] }))).toEqual([]);
});

it('tells an alert again when its snooze has ended and it still fires', () => {
  const alert = storedAlert('a', { snoozedUntil: now });
  expect(kinds(news({ alerts: [change('changed', alert)] }))).toEqual(['alert-fired']);
});

it('tells forty alerts of one incident as one', () => {
  const alerts = Array.from({ length: 40 }, (_none, i) => change('fired', storedAlert(`a${i}`)));
  const alertIds = alerts.map(({ alert }) => alert.id);
  const opened = noticesOf(news({ alerts, incidents: [incident({ alertIds })] }));
  expect(opened.notices).toMatchObject([{ kind: 'incident-opened', subject: 'incident:i' }]);

  const known = new Map(opened.told.map((one) => [one.subject, one]));
  const over = alerts.map(({ alert }) =>
    change('resolved', { ...alert, state: 'resolved', resolvedAt: now }),
  );
  expect(kinds(news({ alerts: over, told: known }))).toEqual([]);
  const resolved = incident({ alertIds, status: 'resolved', resolvedAt: now });
  expect(kinds(news({ alerts: over, incidents: [resolved], told: known }))).toEqual(['incident-resolved']);
});

it('tells when an incident grows, gets worse and begins again', () => {
  const before = new Map([
    told('incident:i', { severity: 'error' }),
    told('alert:a', { incidentId: 'i', severity: 'error' }),
  ]);
  const grown = incident({ severity: 'error', alertIds: ['a', 'b'] });
  expect(noticesOf(news({ incidents: [grown], told: before })).notices).toMatchObject([
    { kind: 'incident-grew', text: '1 more alert, 2 alerts now' },
  ]);
  expect(kinds(news({ incidents: [incident()], told: before }))).toEqual(['incident-escalated']);
  expect(kinds(news({ incidents: [incident({ severity: 'error' })], told: before }))).toEqual([]);
  const over = new Map([told('incident:i', { over: true }), told('alert:a', { incidentId: 'other' })]);
  expect(kinds(news({ incidents: [incident()], told: over }))).toEqual(['incident-opened']);
});

it('never makes two notices of one key', () => {
  const alerts = [change('fired'), change('changed', storedAlert('a', { severity: 'critical' }))];
  const { notices } = noticesOf(news({ alerts, incidents: [] }));
  expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
});

it('says of an incident what changed last before it began', () => {
  const deployed = (version: string, at: number) => ({
    ...{ at, kind: 'deployment' as const, by: null, detail: null, url: null, about: null, id: version },
    text: `checkout-api ${version} went live in production`,
  });
  const timeline = [deployed('v1', 1), deployed('v2', 2), deployed('v3', now)];
  const [notice] = noticesOf(news({ incidents: [incident({ timeline })] })).notices;
  expect(notice?.text).toMatch(/ · Changed just before: checkout-api v2 went live in production$/);
});
