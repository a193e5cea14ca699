import { expect, it } from 'vitest';
import { alert } from './alert.fixture.ts';
import { draftFor, matcherWords, toForm, windowWords } from './silence-form.ts';

const now = new Date(2026, 10, 26, 14, 30).getTime();

it('begins with what the alerts have in common', () => {
  const of = (...alerts: Parameters<typeof draftFor>[0][number][]) =>
    draftFor(alerts, now).matchers.map(matcherWords);
  expect(of(alert('a'))).toEqual(['resource is checkout-api', 'region is eu-west-1', 'rule is r']);
  expect(of(alert('a'), alert('b', { ruleId: 'other' }))).toEqual([
    'resource is checkout-api',
    'region is eu-west-1',
  ]);
  expect(of(alert('a'), alert('b', { resourceName: 'x', region: null }))).toEqual(['rule is r']);
});

it('is for some hours from now, from one time to another, or a window with or without an end', () => {
  const draft = { ...draftFor([alert('a')], now), comment: ' rollback ' };
  expect(toForm(draft, now)).toMatchObject({
    comment: 'rollback',
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 2 * 3_600_000).toISOString(),
    weekly: null,
  });
  expect(toForm({ ...draft, hours: 'other', endsAt: '2026-11-27T08:00' }, now)).toMatchObject({
    endsAt: new Date(2026, 10, 27, 8).toISOString(),
  });
  expect(toForm({ ...draft, hours: 'other', endsAt: '' }, now)).toBeUndefined();
  const weekly = toForm({ ...draft, kind: 'weekly', endsAt: '' }, now);
  expect(weekly).toMatchObject({ endsAt: null, weekly: { days: [6, 7], from: '22:00', to: '06:00' } });
  expect(windowWords({ days: [7, 6], from: '22:00', to: '06:00', zone: 'Europe/Berlin' })).toBe(
    'Sat, Sun 22:00–06:00 Europe/Berlin',
  );
});
