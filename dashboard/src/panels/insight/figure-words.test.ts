import { expect, it } from 'vitest';
import { comparedWords, figureWords } from './figure-words.ts';

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

it.each([
  [
    'how it differs',
    { value: 2, before: 1 },
    'per-day',
    ['2026-09-01', '2026-09-01'],
    '+100\u00a0% than before',
  ],
  [
    'since when it is known',
    { value: 2, before: null },
    'per-day',
    ['2026-09-01', '2026-11-12'],
    'no data before 12 Nov',
  ],
  [
    'since when any is known',
    { value: 9, before: null },
    'ms',
    ['2026-11-09', '2026-11-12'],
    'no data before 9 Nov',
  ],
  [
    'that nothing happened before',
    { value: 9, before: null },
    'ms',
    ['2026-09-01', '2026-11-12'],
    'none in the 7 days before',
  ],
  [
    'that nothing happened now',
    { value: null, before: 9 },
    'ms',
    ['2026-09-01', '2026-09-01'],
    'none in 7 days',
  ],
  [
    'that nothing is known',
    { value: null, before: null },
    'rate',
    [null, null],
    'no deployment to production is known',
  ],
] as const)('says %s', (_what, figure, kind, [any, all], words) => {
  const day = (text: string | null) => text && `${text}T12:00:00Z`;
  const insight = {
    window: '7d',
    from: '2026-11-15T12:00:00Z',
    knownSince: { any: day(any), all: day(all) },
  } as const;
  expect(comparedWords(figure, kind, insight)).toBe(words);
});
