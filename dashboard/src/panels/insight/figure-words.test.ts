import { expect, it } from 'vitest';
import { figureWords } from './figure-words.ts';

it.each(['rate', 'ms', 'per-day'] as const)(
  'shows an unknown %s as a dash and compares it with nothing',
  (kind) => {
    expect(figureWords({ value: null, before: 1 }, kind)).toEqual({ text: '—', delta: undefined });
    expect(figureWords({ value: 1, before: null }, kind).delta).toBeUndefined();
  },
);

it('shows a rate as a percentage and its change in points', () => {
  const { text, delta } = figureWords({ value: 0.5, before: 0.75 }, 'rate');
  expect([text, delta]).toEqual(['50\u00a0%', '−25\u00a0pts']);
});
