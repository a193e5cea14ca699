import { randomUUID } from 'node:crypto';
import type { ActionKind, Environment } from '@smartops/contract';
import { ConflictError } from '../platform/errors.ts';
import type { SourceActions } from '../sources/source-actions.ts';
import type { ActionContext, Doer } from './context.ts';
import { signerId } from './find-for.ts';
import { patienceMs } from './lifecycle.ts';
import { type Aim, type Asked, readWish } from './read-wish.ts';
import { actionStore } from './store.ts';
import type { Signature, StoredAction } from './stored-action.ts';

const prepareMs = 30_000;

/** Looks what would happen and writes it down. Throws NotFoundError, SourceError, and ConflictError with why it must not be. */
export async function propose(asked: Asked, doer: Doer, context: ActionContext): Promise<StoredAction> {
  const { database, workspace, now } = context;
  const aim = await readWish(asked, context);
  const step = {
    action: 'action.propose',
    target: `${asked.kind} ${aim.target.name}`,
    detail: { target: asked.target },
  };
  const outcome = await prepare(aim, context).catch((error: unknown) => ({ error }));
  return doer.privileged(step, async (tx) => {
    if ('error' in outcome) throw outcome.error;
    const { environment, lock, ...prepared } = outcome;
    const at = now();
    const action: StoredAction = {
      id: randomUUID(),
      kind: asked.kind,
      connectionId: aim.connectionId,
      risk: riskOf(asked.kind, environment),
      status: 'proposed',
      targetKind: aim.target.kind,
      targetId: aim.target.id,
      targetName: aim.target.name,
      environment,
      lock: `${aim.connectionId} ${lock}`,
      ...prepared,
      confirmation: isGrave(asked.kind, environment) ? aim.target.name : null,
      needsSecond: context.twoPeople && isGrave(asked.kind, environment),
      verdict: asked.verdict ?? null,
      reason: asked.reason ?? null,
      proposed: sign(doer, at),
      // Nobody reads what a program proposes before it is sent.
      sent: doer.caller.kind === 'key' ? sign(doer, at) : null,
      approved: null,
      rejected: null,
      expiresAt: at + patienceMs,
      finishedAt: null,
      steps: [],
      watch: null,
      pipelineId: null,
    };
    await actionStore(tx ?? database, workspace).add(action);
    return action;
  });
}

/** How things stand, as the source tells it now. Throws ConflictError when nothing may be done there. */
export async function prepare({ wish, connectionId }: Aim, context: Pick<ActionContext, 'actions'>) {
  const signal = AbortSignal.timeout(prepareMs);
  return actionsOf(connectionId, context).prepare(wish, signal);
}

function actionsOf(connectionId: string, { actions }: Pick<ActionContext, 'actions'>): SourceActions {
  const found = actions(connectionId);
  if (!found) throw new ConflictError('This connection is only watched; nothing can be done through it');
  return found;
}

export function sign({ caller }: Doer, at: number): Signature {
  return { by: caller.name, id: signerId(caller), at };
}

/** Stopping something needs no second thought: it is how one gets out. */
export function isGrave(kind: ActionKind, environment: Environment | null): boolean {
  return kind !== 'cancel' && environment === 'production';
}

function riskOf(kind: ActionKind, environment: Environment | null): StoredAction['risk'] {
  return kind !== 'cancel' && environment !== null ? 'medium' : 'low';
}
