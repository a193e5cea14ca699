import type { Alert, ToldNotice } from '@smartops/contract';
import { expect, it } from 'vitest';
import { isUnderWay, quietWords, toldWords } from './told.ts';

const now = new Date(2026, 10, 24, 14, 0).getTime();
const at = new Date(2026, 10, 24, 14, 2).toISOString();
const channel = (more: object) =>
  ({ state: 'waiting', waits: null, at, tries: 0, answer: null, ...more }) as ToldNotice['channels'][number];
const said = (more: object) => toldWords(channel(more), now)[1].replaceAll('\u00a0', ' ');

it('says what became of each message', () => {
  expect(said({ state: 'delivered' })).toMatch(/^delivered .*14:02$/);
  expect(said({ state: 'dead', answer: 'Refused:  400\nbody' })).toBe('not delivered: Refused: 400');
  expect(said({ waits: 'again', tries: 1, answer: '500' })).toMatch(/^tried 1 time, again .*14:02: 500$/);
  expect(said({ waits: 'room' })).toMatch(/^held back by the channel’s limit until .*14:02$/);
  expect(said({ waits: 'answer' })).toMatch(/14:02, unless somebody acknowledges$/);
  expect(said({ waits: 'due' })).toMatch(/^waits until .*14:02$/);
  expect(said({ state: 'not-needed' })).toMatch(/^not needed/);
});

it('knows whether there is more to come', () => {
  const notice = (more: object) => [{ channels: [], unsent: null, ...more }] as unknown as ToldNotice[];
  expect(isUnderWay(notice({}))).toBe(true);
  expect(isUnderWay(notice({ unsent: 'no route takes it' }))).toBe(false);
  expect(isUnderWay(notice({ channels: [channel({})] }))).toBe(true);
  expect(isUnderWay(notice({ channels: [channel({ state: 'dead' })] }))).toBe(false);
});

it.each([
  [{ dismissal: { by: 'Ada' } }, /Ada dismissed it/],
  [{ silenceId: 's' }, /a silence/],
  [{ snoozedUntil: at }, /snoozed until .*14:02/],
  [{ severity: 'info' }, /so far/],
  [{ severity: 'critical' }, /kept quiet/],
])('says why nobody was told: %o', (more, expected) => {
  expect(quietWords(more as unknown as Alert, now).replaceAll('\u00a0', ' ')).toMatch(expected);
});
