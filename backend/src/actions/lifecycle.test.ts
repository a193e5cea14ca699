import { ActionStatus } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { ConflictError } from '../platform/errors.ts';
import { type ActionMove, advance, statusAt } from './lifecycle.ts';

const allowed: Readonly<Record<string, string>> = {
  'proposed approve': 'approved',
  'proposed reject': 'rejected',
  'proposed expire': 'expired',
  'approved start': 'running',
  'approved expire': 'expired',
  'running watch': 'verifying',
  'running fail': 'failed',
  'running lose': 'unknown',
  'verifying succeed': 'succeeded',
  'verifying fail': 'failed',
  'verifying lose': 'unknown',
};
const moves: ActionMove[] = ['approve', 'reject', 'expire', 'start', 'watch', 'succeed', 'fail', 'lose'];

describe('the life of an action', () => {
  it.each(ActionStatus.options.flatMap((status) => moves.map((move) => [status, move] as const)))(
    'from %s by %s leads where the table says, or nowhere',
    (status, move) => {
      const next = allowed[`${status} ${move}`];
      if (next) expect(advance(status, move)).toBe(next);
      else expect(() => advance(status, move)).toThrow(ConflictError);
    },
  );

  it('never begins twice: no way leads back to running or to approved', () => {
    const ends = Object.entries(allowed).filter(([, to]) => to === 'running' || to === 'approved');
    expect(ends.map(([from]) => from)).toEqual(['proposed approve', 'approved start']);
  });

  it('shows a proposal that nobody approved in time as expired', () => {
    expect(statusAt({ status: 'proposed', expiresAt: 10 }, 9)).toBe('proposed');
    expect(statusAt({ status: 'proposed', expiresAt: 10 }, 10)).toBe('expired');
    expect(statusAt({ status: 'approved', expiresAt: 10 }, 10)).toBe('approved');
  });
});
