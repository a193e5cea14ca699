import type { Alert, Incident } from '@smartops/contract';
import { expect, it } from 'vitest';
import { alert } from './alert.fixture.ts';
import { doneText, foreseen, groupAlerts, undoOf } from './alerts.ts';
import { snoozes } from './snoozes.ts';
import { standingOf } from './standing.ts';

const at = '2026-11-26T14:00:00.000Z';
const signed = { by: 'Priya', at };

it('is in one state at a time', () => {
  const more: Partial<Alert>[] = [
    {},
    { snoozedUntil: at },
    { snoozedUntil: at, silenceId: 's' },
    { silenceId: 's', dismissal: { ...signed, reason: '' } },
    { state: 'resolved', dismissal: { ...signed, reason: '' } },
  ];
  expect(more.map((one) => standingOf(alert('a', one)))).toEqual([
    'loud',
    'snoozed',
    'silenced',
    'dismissed',
    'resolved',
  ]);
});

it('groups what fires by incident, the gravest first, and everything else under its own head', () => {
  const groups = groupAlerts(
    [
      alert('resolved', { state: 'resolved', incidentId: 'i1', resolvedAt: at }),
      alert('quiet', { silenceId: 's' }),
      alert('alone'),
      alert('small', { incidentId: 'i2', severity: 'warning' }),
      alert('later', { incidentId: 'i1', severity: 'warning', snoozedUntil: at }),
      alert('grave', { incidentId: 'i1', severity: 'critical' }),
    ],
    [{ id: 'i1', title: 'checkout fails' } as Incident],
  );

  expect(groups.map(({ title, alerts }) => [title, alerts.map(({ id }) => id)])).toEqual([
    ['checkout fails', ['grave', 'later']],
    ['Incident', ['small']],
    ['In no incident', ['alone']],
    ['Silenced', ['quiet']],
    ['Resolved', ['resolved']],
  ]);
});

it('shows an act before it is done, and how to take it back', () => {
  const now = Date.parse(at);
  expect(foreseen(alert('a'), { verb: 'acknowledge' }, 'Priya', now)).toMatchObject({
    acknowledged: true,
    acknowledgement: signed,
    owner: 'Priya',
  });
  const taken = alert('a', { acknowledged: true, acknowledgement: { by: 'Jonas', at } });
  expect(foreseen(taken, { verb: 'acknowledge' }, 'Priya', now)).toBe(taken);
  expect(undoOf({ verb: 'dismiss' })).toEqual({ verb: 'restore' });
  expect(undoOf({ verb: 'note', text: 'x' })).toBeUndefined();
  expect(doneText({ verb: 'dismiss' }, ['a', 'b'])).toBe('Dismissed 2 alerts');
});

it('puts off to a morning by the clocks of whoever looks', () => {
  const saturday = new Date(2026, 10, 28, 22, 15).getTime();
  expect(snoozes(saturday).map(({ label, until }) => [label, until - saturday])).toEqual([
    ['30 minutes', 1_800_000],
    ['1 hour', 3_600_000],
    ['4 hours', 14_400_000],
    ['Tomorrow 09:00', new Date(2026, 10, 29, 9).getTime() - saturday],
    ['Monday 09:00', new Date(2026, 10, 30, 9).getTime() - saturday],
  ]);
});
