import { describe, expect, it } from 'vitest';
import { SourceError } from '../sources/source.ts';
import { afterBatch, afterFailure, connecting, waitAfterFailure } from './health.ts';

const denied = {
  part: 'rds',
  reason: 'forbidden',
  message: 'lacks rds:DescribeDBInstances',
  fix: null,
} as const;
const limited = new SourceError('rate-limited', 'Too many requests');

describe('health', () => {
  it('remembers since when a part fails while the rest is read', () => {
    const first = afterBatch(connecting(0), [denied], 10);
    const second = afterBatch(first, [denied], 20);

    expect(second).toMatchObject({
      state: 'degraded',
      since: 10,
      readAt: 20,
      problems: [{ part: 'rds', since: 10 }],
    });
  });

  it('keeps the last reading time of a source that fails', () => {
    const well = afterBatch(connecting(0), [], 10);
    const ill = afterFailure(well, limited, { now: 20, retryAt: 50 });

    expect(ill).toMatchObject({ state: 'failing', since: 20, readAt: 10, retryAt: 50, failures: 1 });
    expect(ill.problems).toEqual([
      { part: 'all', reason: 'rate-limited', message: 'Too many requests', fix: null, since: 20 },
    ]);
  });

  it('forgets its failures once it answers', () => {
    const ill = afterFailure(connecting(0), limited, { now: 20, retryAt: 50 });

    expect(afterBatch(ill, [], 60)).toMatchObject({ state: 'ok', since: 60, failures: 0, retryAt: null });
  });
});

describe('waitAfterFailure', () => {
  it.each([
    [0, 15_000],
    [1, 30_000],
    [3, 120_000],
    [50, 900_000],
  ])('after %i failures in a row waits %i ms', (failures, wait) => {
    expect(waitAfterFailure(15_000, failures, { reason: 'unreachable', retryAt: undefined }, 0)).toBe(wait);
  });

  it('never asks before the source allows it', () => {
    expect(waitAfterFailure(15_000, 0, { reason: 'rate-limited', retryAt: 3_600_000 }, 0)).toBe(3_600_000);
  });

  it('looks soon again after a refused key, which a person may have mended', () => {
    expect(waitAfterFailure(15_000, 9, { reason: 'unauthorized', retryAt: undefined }, 0)).toBe(120_000);
  });
});
