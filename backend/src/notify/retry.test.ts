import { expect, it } from 'vitest';
import { nextOf } from './deliver.ts';
import { isGivenUp, mostTries, retryAfterMs, waitMs } from './retry.ts';

it('waits longer each time, at most about an hour, and the same for the same message', () => {
  const waits = Array.from({ length: mostTries }, (_none, i) => waitMs('key', i + 1, null));
  expect(waits).toEqual(Array.from({ length: mostTries }, (_none, i) => waitMs('key', i + 1, null)));
  for (const [i, wait] of waits.slice(0, 7).entries()) {
    expect(wait).toBeGreaterThanOrEqual(2_000 * 3 ** i * 0.8);
    expect(wait).toBeLessThanOrEqual(2_000 * 3 ** i * 1.2);
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(72 * 60_000);
  expect(waitMs('other', 3, null)).not.toBe(waitMs('key', 3, null));
});

it('obeys a receiver that names a time, up to a day', () => {
  expect(waitMs('key', 1, 90_000)).toBe(90_000);
  expect(waitMs('key', 1, 400 * 86_400_000)).toBe(86_400_000);
  expect(retryAfterMs('120', 0)).toBe(120_000);
  expect(retryAfterMs('Thu, 01 Jan 1970 00:01:00 GMT', 10_000)).toBe(50_000);
  expect(retryAfterMs('soon', 0)).toBe(null);
});

it('gives up after a dozen tries, or a day', () => {
  expect([isGivenUp(11, 0, 1), isGivenUp(12, 0, 1), isGivenUp(2, 0, 86_400_001)]).toEqual([
    false,
    true,
    true,
  ]);
});

it('ends a message that was refused, and none that only failed', () => {
  const one = { id: 'k', tries: 0, dueAt: 0 };
  const answer = (outcome: 'delivered' | 'failed' | 'refused') => ({
    outcome,
    text: 'no',
    retryAfterMs: null,
  });
  expect(nextOf(one, answer('delivered'), 1)).toEqual({ state: 'delivered' });
  expect(nextOf(one, answer('refused'), 1)).toEqual({ state: 'dead', reason: 'Refused: no' });
  expect(nextOf(one, answer('failed'), 1)).toMatchObject({ state: 'waiting' });
  expect(nextOf({ ...one, tries: 11 }, answer('failed'), 1)).toEqual({
    state: 'dead',
    reason: 'Given up after 12 tries',
  });
});
