import { expect, it } from 'vitest';
import { storedAlert } from '../alerts/alert.fixture.ts';
import type { AlertChange } from '../alerts/alert.ts';
import { toldIncident } from '../incidents/incident.fixture.ts';
import type { ToldIncident } from '../incidents/incident.ts';
import type { News, Told } from './notice.ts';
import { noticesOf } from './notices-of.ts';

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

it('says nothing of the end of what happened once more: that is told', () => {
  const before = storedAlert('a', { state: 'resolved', resolvedAt: now });
  const alerts = [change('replaced', before), change('fired', storedAlert('b'))];
  expect(noticesOf(news({ alerts, told: new Map([told('alert:a')]) })).notices).toMatchObject([
    { kind: 'alert-fired', subject: 'alert:b' },
  ]);
});

it('names the rule that judged, and none where another monitoring system did', () => {
  const ruleOf = (alert = storedAlert('a')) =>
    noticesOf(news({ alerts: [change('fired', alert)] })).notices[0]?.rule;
  expect(ruleOf(storedAlert('a', { ruleId: 'cpu', ruleVersion: 3 }))).toEqual({ id: 'cpu', version: 3 });
  expect(ruleOf(storedAlert('a', { connectionId: 'sender:s', ruleId: 'sender:s' }))).toBeNull();
});

it('names the rule behind an incident where it is one alone', () => {
  const ruleOf = (...rules: readonly string[]) => {
    const ids = rules.map((_, index) => `a${index}`);
    const alerts = rules.map((ruleId, index) =>
      change('fired', storedAlert(`a${index}`, { ruleId, ruleVersion: index + 1, incidentId: 'i' })),
    );
    const other = change('fired', storedAlert('other', { ruleId: 'other' }));
    return noticesOf(
      news({ alerts: [...alerts, other], incidents: [incident({ alertIds: ids })] }),
    ).notices.find(({ kind }) => kind === 'incident-opened')?.rule;
  };
  expect(ruleOf('cpu', 'cpu')).toEqual({ id: 'cpu', version: 2 });
  expect(ruleOf('cpu', 'disk')).toBeNull();
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
  expect(kinds(news({ incidents: [incident()], told: over }))).toEqual(['incident-reopened']);
});

it('never makes two notices of one key', () => {
  const alerts = [change('fired'), change('changed', storedAlert('a', { severity: 'critical' }))];
  const { notices } = noticesOf(news({ alerts, incidents: [] }));
  expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length);
});

const hand = { by: { name: 'Ada', id: 'ada' } };
const did = (verb: 'acknowledge' | 'assign' | 'dismiss' | 'restore' | 'unacknowledge' | 'resolve') => ({
  ...{ verb, by: hand.by, at: now },
});
const known = new Map([told('alert:a', { severity: 'critical' })]);

it.each([
  ['acknowledge', {}, 'alert-acknowledged', 'Ada has it, 1 h 40 min after it fired'],
  ['unacknowledge', {}, 'alert-released', 'Ada took the acknowledgement back'],
  [
    'dismiss',
    { dismissal: { by: 'Ada', at: now, reason: 'a drill' } },
    'alert-dismissed',
    'Ada dismissed it: a drill',
  ],
  ['assign', { owner: 'Bo', ownerId: 'bo' }, 'alert-assigned', 'Ada assigned it to Bo'],
  ['assign', { owner: 'Ada', ownerId: 'ada' }, 'alert-assigned', 'Ada took it over'],
] as const)('tells those who were told of an alert what became of it by %s', (verb, more, kind, text) => {
  const change: AlertChange = { change: 'changed', alert: storedAlert('a', more), hand: did(verb) };

  const { notices } = noticesOf(news({ alerts: [change], told: known }));
  expect(notices).toMatchObject([{ kind, text, by: hand.by, personal: false }]);
});

it('tells an incident’s alert by the incident, but whom it was assigned to is told', () => {
  const alert = storedAlert('a', { incidentId: 'i', owner: 'Bo', ownerId: 'bo' });
  const before = new Map([told('alert:a', { incidentId: 'i' })]);
  const of = (verb: 'acknowledge' | 'assign') =>
    news({ alerts: [{ change: 'changed', alert, hand: did(verb) }], told: before });

  expect(kinds(of('acknowledge'))).toEqual([]);
  expect(noticesOf(of('assign')).notices).toMatchObject([{ kind: 'alert-assigned', to: 'bo' }]);
});

it('tells only whom it was assigned to about what nobody was told of', () => {
  const alert = storedAlert('a', { silenceId: 's', owner: 'Bo', ownerId: 'bo' });
  const { notices } = noticesOf(news({ alerts: [{ change: 'changed', alert, hand: did('assign') }] }));
  expect(notices).toMatchObject([{ kind: 'alert-assigned', to: 'bo', personal: true }]);
});

it('is over for those who were told when an alert is dismissed, and goes on when it is brought back', () => {
  const dismissed = storedAlert('a', { dismissal: { by: 'Ada', at: now, reason: '' } });
  const first = noticesOf(
    news({ alerts: [{ change: 'changed', alert: dismissed, hand: did('dismiss') }], told: known }),
  );
  const after = new Map(first.told.map((one) => [one.subject, one]));
  expect(after.get('alert:a')?.over).toBe(true);
  const ended = change('resolved', { ...dismissed, state: 'resolved', resolvedAt: now });
  expect(kinds(news({ alerts: [ended], told: after }))).toEqual([]);
  const back: AlertChange = { change: 'changed', alert: storedAlert('a'), hand: did('restore') };
  expect(kinds(news({ alerts: [back], told: after }))).toEqual(['alert-woke']);
});

it('tells again when what kept an alert quiet is over; of one that somebody has only them', () => {
  expect(kinds(news({ alerts: [change('woke')], told: known }))).toEqual(['alert-woke']);
  const has = { acknowledgement: { by: 'Bo', id: 'bo', at: 1 }, owner: 'Bo', ownerId: 'bo' };
  const { notices } = noticesOf(news({ alerts: [change('woke', storedAlert('a', has))], told: known }));
  expect(notices).toMatchObject([{ kind: 'alert-woke', to: 'bo', personal: true }]);
});

it('says who resolved an alert', () => {
  const over = { ...change('resolved', storedAlert('a', { state: 'resolved', resolvedAt: now })) };
  const { notices } = noticesOf(news({ alerts: [{ ...over, hand: did('resolve') }], told: known }));
  expect(notices).toMatchObject([{ text: 'Ada resolved it after 1 h 40 min', by: hand.by }]);
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
