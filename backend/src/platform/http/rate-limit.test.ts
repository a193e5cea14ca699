import { expect, it } from 'vitest';
import { clientOf, createRateLimit } from './rate-limit.ts';

it('counts each caller by the minute that begins with its first request', () => {
  const limit = createRateLimit('account', 2);
  const waits = [limit.take('a', 0), limit.take('a', 10), limit.take('a', 20_000), limit.take('b', 20_000)];

  expect(waits).toEqual([0, 0, 40_000, 0]);
  expect(limit.take('a', 60_000)).toBe(0);
});

it('counts all addresses of one network as one, and an account by its exact name', () => {
  const [address, account] = [createRateLimit('address', 1), createRateLimit('account', 1)];
  const names = ['2001:db8:1:2::1', '2001:db8:1:2::2'];

  expect(names.map((name) => address.take(name, 0) > 0)).toEqual([false, true]);
  expect(names.map((name) => account.take(name, 0) > 0)).toEqual([false, false]);
});

it('holds a bounded number of callers, and forgets the oldest first', () => {
  const limit = createRateLimit('address', 1);
  for (let i = 0; i < 60_000; i++) limit.take(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 0);

  expect(limit.busy(0, 0)).toHaveLength(50_000);
  expect(limit.take('10.0.234.95', 0)).toBeGreaterThan(0);
  expect(limit.take('10.0.0.0', 0)).toBe(0);
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2'],
  ['2001:db8::7:8', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('counts %s as %s', (address, client) => {
  expect(clientOf(address)).toBe(client);
});
