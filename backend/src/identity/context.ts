import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { Asker } from '../platform/http/serve.ts';
import type { Actor, Attempt, Json } from './audit/attempt.ts';
import { auditStore } from './audit/store.ts';
import type { Refusals } from './refusals.ts';

export type Sql = Pick<Database['sql'], 'execute' | 'transaction'>;

/** What every verb of the room works with. */
export interface IdentityContext {
  readonly database: Database['sql'];
  readonly workspace: string;
  readonly now: () => number;
  readonly refusals: Refusals;
  /** Called after what somebody may do has changed. */
  readonly changed: () => void;
}

/** Who does something, and from where. */
export interface Doer {
  readonly actor: Actor;
  readonly address: string | null;
  readonly requestId: string | null;
}

export interface Step {
  readonly action: string;
  readonly target: string | null;
  readonly detail?: { readonly [key: string]: Json };
  readonly doer: Doer;
}

/**
 * Does one privileged thing with its audit row in the same transaction. What is refused is recorded as well. `named` says
 * what people call the target, once that is known; its id stays in the detail.
 */
export async function privileged<Result>(
  { doer, ...step }: Step,
  { database, workspace, now, refusals, changed }: IdentityContext,
  work: (tx: Sql, named: (target: string) => void) => Promise<Result>,
): Promise<Result> {
  let attempt: Omit<Attempt, 'outcome'> = { at: now(), ...doer, ...step };
  const named = (target: string) => {
    attempt = { ...attempt, target, detail: { ...step.detail, id: step.target } };
  };
  try {
    const result = await database.transaction(async (tx) => {
      const done = await work(tx, named);
      await auditStore(tx, workspace).append({ ...attempt, outcome: 'allowed' });
      return done;
    });
    changed();
    return result;
  } catch (error) {
    if (error instanceof AppError) refusals.note({ ...attempt, outcome: 'refused', reason: error.message });
    throw error;
  }
}

const anonymous: Actor = { kind: 'anonymous', id: null, name: 'somebody' };

export function actorOf(caller: Caller | undefined): Actor {
  return caller ? { kind: caller.kind, id: caller.id, name: caller.name } : anonymous;
}

export function doerOf({ caller, request }: Asker): Doer {
  return { actor: actorOf(caller), address: request.ip, requestId: request.id };
}
