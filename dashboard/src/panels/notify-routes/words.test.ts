import { expect, it } from 'vitest';
import { goesWords, labelsIn, newRoute, takesWords, windowWords, wordsIn } from './words.ts';

const route = newRoute('r');
const night = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', timeZone: 'UTC' };

it('says what a route takes', () => {
  expect(takesWords(route)).toBe('Warning and worse');
  const match = {
    ...{ severity: 'critical' as const, world: 'real' as const, sources: ['aws*'], kinds: [] },
    labels: { team: 'shop' },
  };
  expect(takesWords({ ...route, match })).toBe('Critical, of real systems, from aws*, team=shop');
});

it('says who is told, and when', () => {
  const steps = [
    { afterMs: 0, channels: ['a'] },
    { afterMs: 600_000, channels: ['*'] },
  ];
  const quiet = { ...night, unlessCritical: true };
  expect(goesWords({ ...route, steps, quiet }, new Map([['a', '#ops']])).replaceAll('\u00a0', ' ')).toMatch(
    /^#ops; after 10.min unless acknowledged every channel · grouped over 1.min · quiet every day 22:00–07:00 UTC unless critical$/,
  );
  expect(goesWords({ ...route, steps: [{ afterMs: 0, channels: ['gone'] }], groupMs: 0 }, new Map())).toBe(
    'a removed channel',
  );
});

it.each([
  [[1, 2, 3, 4, 5], 'Mon–Fri'],
  [[6, 7], 'Sat, Sun'],
  [[3], 'Wed'],
  [[7, 1, 3], 'Mon, Wed, Sun'],
])('names the days %j', (days, words) => {
  expect(windowWords({ ...night, days })).toBe(`${words} 22:00–07:00 UTC`);
});

it('reads what a person types, and leaves out what is half typed', () => {
  expect(labelsIn('team=shop, tier = 1,=x, y')).toEqual({ team: 'shop', tier: '1' });
  expect(wordsIn(' aws*, ,github:harbor ')).toEqual(['aws*', 'github:harbor']);
});
