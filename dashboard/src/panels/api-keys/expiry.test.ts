import { expect, it } from 'vitest';
import { expiryOf } from './expiry.ts';

const now = Date.UTC(2026, 10, 22, 12);
const days = (count: number) => now + count * 86_400_000;

it('warns of a key that ends within two weeks, and says when one has ended', () => {
  expect(expiryOf(days(6), now)).toEqual({ words: 'in 6\u00a0d', look: 'near' });
  expect(expiryOf(days(-1), now)).toEqual({ words: 'expired', look: 'gone' });
});

it('writes a far day as a day', () => {
  expect(expiryOf(days(90), now)).toEqual({ words: '20 Feb 2027', look: 'far' });
  expect(expiryOf(null, now).words).toBe('never');
});
