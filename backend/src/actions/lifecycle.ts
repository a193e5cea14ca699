import type { ActionStatus } from '@smartops/contract';
import { ConflictError } from '../platform/errors.ts';

export type ActionMove = 'approve' | 'reject' | 'expire' | 'start' | 'watch' | 'succeed' | 'fail' | 'lose';

const moves: Readonly<Record<ActionStatus, Partial<Record<ActionMove, ActionStatus>>>> = {
  proposed: { approve: 'approved', reject: 'rejected', expire: 'expired' },
  approved: { start: 'running', expire: 'expired' },
  running: { watch: 'verifying', fail: 'failed', lose: 'unknown' },
  verifying: { succeed: 'succeeded', fail: 'failed', lose: 'unknown' },
  succeeded: {},
  failed: {},
  unknown: {},
  rejected: {},
  expired: {},
};

const words: Readonly<Record<ActionStatus, string>> = {
  proposed: 'waits for approval',
  approved: 'is approved already',
  running: 'is running already',
  verifying: 'has run and is being watched',
  succeeded: 'has succeeded',
  failed: 'has failed',
  unknown: 'ended without an answer',
  rejected: 'was rejected',
  expired: 'has expired; propose it again',
};

/** Where a move leads. Throws ConflictError when it leads nowhere. */
export function advance(status: ActionStatus, move: ActionMove): ActionStatus {
  const next = moves[status][move];
  if (!next) throw new ConflictError(`It ${words[status]}`);
  return next;
}

/** Those that hold their lock: nothing else may be done to the same target meanwhile. */
export const busy: readonly ActionStatus[] = ['approved', 'running', 'verifying'];

/** A proposal is good for 15 minutes, an approval that did not run likewise. */
export const patienceMs = 15 * 60_000;

/** What people see: a proposal that nobody approved in time has expired, whatever its row says. */
export function statusAt(
  { status, expiresAt }: { status: ActionStatus; expiresAt: number },
  now: number,
): ActionStatus {
  return status === 'proposed' && now >= expiresAt ? 'expired' : status;
}
