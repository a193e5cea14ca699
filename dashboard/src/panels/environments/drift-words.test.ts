import { expect, it } from 'vitest';
import { driftWords } from './drift-words.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

it.each([
  [{ kind: 'behind', versions: 2, since: '2026-11-24T09:00:00Z' }, '2 versions behind staging for 3 h'],
  [{ kind: 'behind', versions: null, since: null }, 'behind staging'],
  [{ kind: 'apart', versions: null, since: null }, 'never seen in staging'],
] as const)('says of %o only what is known', (drift, words) => {
  expect(driftWords(drift, now).replaceAll('\u00a0', ' ')).toBe(words);
});
