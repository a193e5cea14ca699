import type { NotifyRoute } from '@smartops/contract';
import { NotifyPolicy } from '@smartops/contract';
import { expect, it } from 'vitest';
import { newNotice } from './notice.fixture.ts';
import { defaultPolicy, route, type Ways } from './route.ts';
import { endOf, isWithin } from './time-window.ts';

const now = Date.parse('2026-11-23T21:30:00Z'); // A Monday.
const minute = 60_000;
const ways: Ways = { channels: ['ops', 'mail', 'web'] };
const policy = (...routes: Partial<NotifyRoute>[]) =>
  NotifyPolicy.parse({
    routes: routes.map((one, i) => ({
      ...{ id: `r${i}`, name: `r${i}`, steps: [{ afterMs: 0, channels: ['ops'] }], ...one },
    })),
  });
const who = (...[notice, ...more]: Parameters<typeof route>) =>
  route(notice, ...more).map(({ channelId, dueAt }) => [channelId, (dueAt - now) / minute]);
const week = [1, 2, 3, 4, 5, 6, 7];
const night = { days: week, from: '22:00', to: '07:00', timeZone: 'Europe/Berlin', unlessCritical: true };

it('sends everything from a warning on to every channel unless it is told otherwise', () => {
  expect(who(newNotice('a'), defaultPolicy, now, ways)).toEqual([
    ['ops', 0],
    ['mail', 0],
    ['web', 0],
  ]);
  expect(who(newNotice('a', { severity: 'info' }), defaultPolicy, now, ways)).toEqual([]);
});

it.each([
  ['severity', { severity: 'error' as const }],
  ['world', { world: 'demo' as const }],
  ['source', { sources: ['git*'] }],
  ['kind', { kinds: ['incident-opened' as const] }],
  ['label', { labels: { team: 'data' } }],
])('asks the next route when the %s does not fit', (_, match) => {
  const routes = policy(
    { match: { severity: 'warning', world: 'any', sources: [], kinds: [], labels: {}, ...match } },
    { steps: [{ afterMs: 0, channels: ['mail'] }] },
  );
  expect(who(newNotice('a', { labels: { team: 'shop' } }), routes, now, ways)).toEqual([['mail', 0]]);
});

it('stops at the first route that takes it, unless that one says go on, and tells nobody twice', () => {
  const both = [{ afterMs: 0, channels: ['ops', 'mail'] }];
  expect(who(newNotice('a'), policy({}, { steps: both }), now, ways)).toEqual([['ops', 0]]);
  expect(who(newNotice('a'), policy({ goOn: true }, { steps: both }), now, ways)).toEqual([
    ['ops', 0],
    ['mail', 0],
  ]);
});

it('tells the next step later, and what is over only to those it had reached', () => {
  const steps = [
    { afterMs: 0, channels: ['ops'] },
    { afterMs: 10 * minute, channels: ['mail', 'web'] },
  ];
  expect(who(newNotice('a'), policy({ steps }), now, ways)).toEqual([
    ['ops', 0],
    ['mail', 10],
    ['web', 10],
  ]);
  const over = newNotice('a', { kind: 'alert-resolved' });
  expect(who(over, policy({ steps }), now, { ...ways, reached: new Set(['ops', 'web']) })).toEqual([
    ['ops', 0],
    ['web', 0],
  ]);
});

it('keeps what comes in quiet hours until they end, unless it is critical', () => {
  const routes = policy({ quiet: night });
  // 22:30 in Berlin; quiet until 07:00.
  expect(who(newNotice('a'), routes, now, ways)).toEqual([['ops', 8.5 * 60]]);
  expect(who(newNotice('a', { severity: 'critical' }), routes, now, ways)).toEqual([['ops', 0]]);
  const strict = policy({ quiet: { ...night, unlessCritical: false } });
  expect(who(newNotice('a', { severity: 'critical' }), strict, now, ways)).toEqual([['ops', 8.5 * 60]]);
});

it('takes a route only within its schedule', () => {
  const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'America/New_York' };
  const routes = policy({ schedule: office }, { steps: [{ afterMs: 0, channels: ['mail'] }] });
  expect(who(newNotice('a'), routes, now, ways)).toEqual([['ops', 0]]); // 16:30 in New York.
  expect(who(newNotice('a'), routes, now + 60 * minute, ways)).toEqual([['mail', 60]]);
});

it('leaves channels out that are not there', () => {
  expect(
    who(newNotice('a'), policy({ steps: [{ afterMs: 0, channels: ['gone', 'web'] }] }), now, ways),
  ).toEqual([['web', 0]]);
});

it('knows a night by the day on which it begins', () => {
  const friday = { days: [5], from: '22:00', to: '07:00', timeZone: 'UTC' };
  expect(isWithin(friday, Date.parse('2026-11-27T23:00:00Z'))).toBe(true);
  expect(isWithin(friday, Date.parse('2026-11-28T06:59:00Z'))).toBe(true);
  expect(isWithin(friday, Date.parse('2026-11-28T07:00:00Z'))).toBe(false);
  expect(isWithin(friday, Date.parse('2026-11-28T23:00:00Z'))).toBe(false);
});

it.each([
  ['over midnight', '2026-11-23T23:10:30Z', '2026-11-24T06:00:00Z', 'Europe/Berlin'],
  ['when summer begins', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z', 'Europe/Berlin'],
  ['when summer ends', '2026-10-24T23:00:00Z', '2026-10-25T06:00:00Z', 'Europe/Berlin'],
])('finds the end %s', (_, from, to, timeZone) => {
  const end = endOf({ days: week, from: '22:00', to: '07:00', timeZone }, Date.parse(from));
  expect(new Date(end).toISOString()).toBe(new Date(to).toISOString());
});
