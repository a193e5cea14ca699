import { expect, it } from 'vitest';
import { clientOf, createRateLimit } from './rate-limit.ts';

it('counts each client by the minute', () => {
  const limit = createRateLimit(2);
  const waits = [limit.take('a', 0), limit.take('a', 10), limit.take('a', 20_000), limit.take('b', 20_000)];

  expect(waits).toEqual([0, 0, 40_000, 0]);
  expect(limit.take('a', 60_000)).toBe(0);
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::7:8', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('counts %s as %s', (address, client) => {
  expect(clientOf(address)).toBe(client);
});
