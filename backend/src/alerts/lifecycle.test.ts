import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finding } from './alert.fixture.ts';
import type { Finding, StoredAlert } from './alert.ts';
import { dampingMs, end, fire, isQuiet, replaced, settle, type Turn } from './lifecycle.ts';
import { act, type Deed } from './verbs.ts';

const minute = 60_000;
const priya = { name: 'Priya', id: 'p' };
const jonas = { name: 'Jonas', id: 'j' };
const moment = { now: 200 * minute, newId: () => 'a' };
const begun = (more: Partial<Finding> = {}): StoredAlert => {
  const turn = fire(undefined, finding(more), moment);
  if (!turn) throw new Error('nothing fired');
  return turn.alert;
};
const does = (alert: StoredAlert, deed: Deed, by = priya, now = 201 * minute) =>
  act(alert, deed, { by, now, isSender: false });

it('begins again within the damping time, and is another after it', () => {
  const ended = end(begun(), 110 * minute, 210 * minute)?.alert;
  const again = (startedAt: number) => fire(ended, finding({ startedAt }), { ...moment, newId: () => 'b' });

  expect(again(110 * minute + dampingMs)).toMatchObject({ change: 'reopened', alert: { id: 'a', flaps: 1 } });
  expect(again(110 * minute + dampingMs + 1)).toMatchObject({
    change: 'fired',
    alert: { id: 'b', flaps: 0 },
  });
});

it('makes an alert of its own of what happened once more, at once, however shortly after', () => {
  const failed = (id: string, at: number) =>
    finding({ startedAt: 100 * minute, occurrence: { id, at: at * minute } });
  const first = fire(undefined, failed('run 1', 100), moment)?.alert;
  const next = { now: 205 * minute, newId: () => 'b' };

  expect(replaced(first, failed('run 1', 101), next.now)).toBeUndefined();
  expect(fire(first, failed('run 1', 101), next)).toBeUndefined();
  const over = replaced(first, failed('run 2', 104), next.now);
  expect(over).toMatchObject({
    change: 'replaced',
    alert: { id: 'a', state: 'resolved', resolvedAt: 104 * minute },
  });
  const other = { change: 'fired', alert: { id: 'b', startedAt: 104 * minute, flaps: 0 } };
  expect(fire(over?.alert, failed('run 2', 104), next)).toMatchObject(other);

  const well = end(first, 102 * minute, 203 * minute)?.alert;
  expect(replaced(well, failed('run 2', 104), next.now)).toBeUndefined();
  expect(fire(well, failed('run 2', 104), next)).toMatchObject(other);
});

it('takes what happened before for no other trouble: what came after it was told already', () => {
  const failed = (id: string, at: number) => finding({ occurrence: { id, at: at * minute } });
  const second = fire(undefined, failed('run 2', 104), moment)?.alert;
  expect(replaced(second, failed('run 1', 100), 205 * minute)).toBeUndefined();
  expect(fire(second, failed('run 1', 100), moment)).toBeUndefined();
});

it('tells again what is worse, and ends the snooze of what was put off as less', () => {
  const warned = begun({ severity: 'warning' });
  const snoozed = does(warned, { verb: 'snooze', until: 300 * minute })?.alert ?? warned;

  expect(fire(snoozed, finding({ severity: 'critical' }), moment)).toMatchObject({
    change: 'escalated',
    alert: { snoozedUntil: null, severity: 'critical' },
  });
  expect(fire(begun(), finding({ severity: 'warning' }), moment)).toMatchObject({
    change: 'changed',
    steps: [{ kind: 'eased' }],
  });
});

it('keeps what was dismissed out while it goes on, and lets it come back as new once it has ended', () => {
  const dismissed = does(begun(), { verb: 'dismiss', reason: 'expected' })?.alert;
  expect(dismissed).toMatchObject({ dismissal: { by: 'Priya', at: 201 * minute, reason: 'expected' } });
  expect(fire(dismissed, finding({ message: '9 %' }), moment)).toMatchObject({
    change: 'changed',
    alert: { dismissal: { by: 'Priya' } },
  });

  const ended = end(dismissed, 202 * minute, 202 * minute)?.alert;
  expect(fire(ended, finding({ startedAt: 203 * minute }), { ...moment, newId: () => 'b' })).toMatchObject({
    change: 'fired',
    alert: { id: 'b', dismissal: null },
  });
});

it('lets one of two who acknowledge win and tells the other who and when', () => {
  const acknowledged = does(begun(), { verb: 'acknowledge' })?.alert ?? begun();

  expect(acknowledged).toMatchObject({ owner: 'Priya', acknowledgement: { by: 'Priya', at: 201 * minute } });
  expect(() => does(acknowledged, { verb: 'acknowledge' }, jonas)).toThrow(
    /^Priya acknowledged it before, at 1970-01-01T03:21:00.000Z/,
  );
  expect(does(acknowledged, { verb: 'acknowledge' })).toBeUndefined();
  expect(does(acknowledged, { verb: 'unacknowledge' }, jonas)?.alert).toMatchObject({
    acknowledgement: null,
    owner: null,
  });
});

it('does not take another Priya for the same one', () => {
  const acknowledged = does(begun(), { verb: 'acknowledge' })?.alert ?? begun();

  expect(() => does(acknowledged, { verb: 'acknowledge' }, { name: 'Priya', id: 'other' })).toThrow('before');
});

it('wakes what has slept long enough, and what a silence leaves behind', () => {
  const snoozed = does(begun(), { verb: 'snooze', until: 210 * minute })?.alert ?? begun();
  expect(settle(snoozed, null, 210 * minute - 1)).toBeUndefined();
  expect(settle(snoozed, null, 210 * minute)?.change).toBe('woke');
  expect(settle(snoozed, 's', 210 * minute)?.change).toBe('changed');

  const silenced = settle(begun(), 's', moment.now)?.alert ?? begun();
  expect(silenced.silenceId).toBe('s');
  expect(settle(silenced, 'other', moment.now)?.change).toBe('changed');
  expect(settle(silenced, null, moment.now)?.change).toBe('woke');
});

it('resolves by hand only what no rule watches', () => {
  expect(() => does(begun(), { verb: 'resolve' })).toThrow('Its rule ends it');
  const by = { by: priya, now: 202 * minute, isSender: true };
  expect(act(begun(), { verb: 'resolve', notes: 'gone' }, by)).toMatchObject({
    change: 'resolved',
    steps: [{ kind: 'resolved', by: 'Priya' }, { text: 'gone' }],
  });
});

type Event =
  | { readonly at: 'fire'; readonly finding: Finding }
  | { readonly at: 'end' }
  | { readonly at: 'settle'; readonly silenceId: string | null }
  | { readonly at: 'act'; readonly deed: Deed; readonly by: typeof priya };

const deeds: readonly Deed[] = [
  { verb: 'acknowledge' },
  { verb: 'acknowledge', notes: 'on it' },
  { verb: 'unacknowledge' },
  { verb: 'assign', to: jonas },
  { verb: 'assign', to: null },
  { verb: 'snooze', until: 240 * minute },
  { verb: 'snooze', until: null },
  { verb: 'note', text: 'n' },
  { verb: 'dismiss', reason: 'r' },
  { verb: 'restore' },
  { verb: 'resolve' },
];
const event: fc.Arbitrary<Event> = fc.oneof(
  fc
    .record({
      severity: fc.constantFrom('info', 'warning', 'error', 'critical'),
      message: fc.constantFrom('1', '2'),
    })
    .map((more) => ({ at: 'fire' as const, finding: finding(more as Partial<Finding>) })),
  fc.constant({ at: 'end' as const }),
  fc.record({ at: fc.constant('settle' as const), silenceId: fc.constantFrom(null, 's', 't') }),
  fc.record({
    at: fc.constant('act' as const),
    deed: fc.constantFrom(...deeds),
    by: fc.constantFrom(priya, jonas),
  }),
);

/** What one event makes of an alert; undefined when it refuses or says nothing new. */
function after(alert: StoredAlert | undefined, one: Event, now: number, ids: () => string): Turn | undefined {
  if (one.at === 'fire') return fire(alert, { ...one.finding, startedAt: now }, { now, newId: ids });
  if (!alert) return undefined;
  if (one.at === 'end') return end(alert, now, now);
  if (one.at === 'settle') return settle(alert, one.silenceId, now);
  try {
    return act(alert, one.deed, { by: one.by, now, isSender: true });
  } catch {
    return undefined;
  }
}

it('holds its promises whatever happens in whatever order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(event, fc.integer({ min: 1, max: 20 * minute })), { maxLength: 60 }),
      (events) => {
        let now = 200 * minute;
        let made = 0;
        let alert: StoredAlert | undefined;
        const ids = () => `${++made}`;
        for (const [one, later] of events) {
          now += later;
          const before = alert;
          const turn = after(before, one, now, ids);
          // The same again at the same moment says nothing new, except a note.
          if (turn && !(one.at === 'act' && ['note', 'acknowledge'].includes(one.deed.verb)))
            expect(after(turn.alert, one, now, ids)).toBeUndefined();
          if (!turn) continue;
          alert = turn.alert;
          // Resolved has an end, and is neither asleep nor silenced; firing has none.
          expect(alert.resolvedAt !== null).toBe(alert.state === 'resolved');
          if (alert.state === 'resolved') expect([alert.snoozedUntil, alert.silenceId]).toEqual([null, null]);
          if (alert.resolvedAt !== null) expect(alert.resolvedAt).toBeGreaterThanOrEqual(alert.startedAt);
          // Another id means it is new, and new means another id.
          expect(turn.change === 'fired').toBe(alert.id !== before?.id);
          if (turn.change === 'fired') expect([alert.flaps, isQuiet(alert)]).toEqual([0, false]);
          if (turn.change === 'reopened') expect(alert.flaps).toBe((before?.flaps ?? 0) + 1);
          if (turn.change === 'woke')
            expect([before && isQuiet(before), isQuiet(alert)]).toEqual([true, false]);
          // Whatever is told apart from words has a line in the history.
          if (turn.change !== 'changed') expect(turn.steps.length).toBeGreaterThan(0);
          // Nobody loses an acknowledgement to somebody else's.
          if (one.at === 'act' && one.deed.verb === 'acknowledge' && before?.acknowledgement)
            expect(alert.acknowledgement).toEqual(before.acknowledgement);
        }
      },
    ),
    { numRuns: 500 },
  );
});
