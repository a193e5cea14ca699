import { AppError, ConflictError } from '../platform/errors.ts';
import type { ActionContext, Doer } from './context.ts';
import { findFor } from './find-for.ts';
import { advance, statusAt } from './lifecycle.ts';
import { isGrave, prepare, sign } from './propose.ts';
import { readWish } from './read-wish.ts';
import { actionStore, holdMs, isBusyLock } from './store.ts';
import type { StoredAction } from './stored-action.ts';

/** How somebody says yes: by typing what was asked for, or by a call that names the thing itself. */
export type Consent = { readonly typed: string | undefined } | 'direct';

/**
 * Lets a proposal run, once, exactly as it was summarised. Throws NotFoundError, AppError for want of right or word, and
 * ConflictError when things stand differently than they did, when it was decided before or something else is going on.
 */
export async function approve(
  id: string,
  consent: Consent,
  doer: Doer,
  context: ActionContext,
): Promise<StoredAction> {
  const { workspace, now, executor } = context;
  const found = await findFor(doer.caller, id, context);
  const refusal = await refusalOf(found, consent, doer, context);
  const step = { action: 'action.approve', target: found.summary.title, detail: { id } };
  const approved = await doer.privileged(step, async (tx) => {
    if (refusal) throw refusal;
    const at = now();
    const change = { approved: sign(doer, at), holder: executor.holder, heldUntil: at + holdMs };
    const moved = await actionStore(tx, workspace)
      .move(id, ['proposed', 'approved'], change)
      .catch((error: unknown) => {
        throw isBusyLock(error) ? new ConflictError('Something else is being done there right now') : error;
      });
    if (!moved) throw new ConflictError('It was decided by somebody else just now');
    return moved;
  });
  context.changed();
  executor.start(approved);
  return approved;
}

/** Ends a proposal. Throws NotFoundError and ConflictError. */
export async function reject(id: string, doer: Doer, context: ActionContext): Promise<StoredAction> {
  const { workspace, now } = context;
  const found = await findFor(doer.caller, id, context);
  const step = { action: 'action.reject', target: found.summary.title, detail: { id } };
  const rejected = await doer.privileged(step, async (tx) => {
    const at = now();
    advance(statusAt(found, at), 'reject');
    const change = { rejected: sign(doer, at), finishedAt: at };
    const moved = await actionStore(tx, workspace).move(id, ['proposed', 'rejected'], change);
    if (!moved) throw new ConflictError('It was decided by somebody else just now');
    return moved;
  });
  context.changed();
  return rejected;
}

async function refusalOf(
  action: StoredAction,
  consent: Consent,
  { caller }: Doer,
  context: ActionContext,
): Promise<unknown> {
  try {
    advance(statusAt(action, context.now()), 'approve');
    if (isGrave(action.kind, action.environment) && caller.role !== 'admin' && !caller.approver)
      throw new AppError('forbidden', 'Changes to production are approved by approvers and administrators');
    if (action.needsSecond && caller.id === (action.proposed.id ?? caller.id))
      throw new AppError(
        'forbidden',
        'Somebody else than who proposed it has to approve a change to production',
      );
    if (consent !== 'direct' && action.confirmation !== null && consent.typed?.trim() !== action.confirmation)
      throw new AppError('invalid', `Type ${action.confirmation} to confirm`);
    const aim = await readWish({ ...action, target: action.targetId }, context);
    const { fingerprint } = await prepare(aim, context);
    if (fingerprint !== action.fingerprint)
      throw new ConflictError('Things stand differently than when it was proposed. Look at it again');
    return undefined;
  } catch (error) {
    return error;
  }
}
