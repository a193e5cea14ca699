import { NotFoundError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import { type Doer, type IdentityContext, privileged } from './context.ts';
import { sessionStore } from './session-store.ts';

interface Who {
  readonly caller: Caller;
  readonly doer: Doer;
}

/** Signs one of the caller's own browsers out. Throws NotFoundError for everybody else's. */
export async function revokeSession(
  id: string,
  { caller, doer }: Who,
  context: IdentityContext,
): Promise<void> {
  await privileged({ action: 'session.revoke', target: id, doer }, context, async (tx) => {
    if (!(await sessionStore(tx, caller.id).remove(id))) throw new NotFoundError('Session', id);
  });
}

export async function revokeOtherSessions({ caller, doer }: Who, context: IdentityContext): Promise<void> {
  await privileged({ action: 'session.revoke', target: 'all others', doer }, context, (tx) =>
    sessionStore(tx, caller.id).removeOthers(sessionIdOf(caller)),
  );
}

/** Empty for who has no session. */
export function sessionIdOf({ standing }: Caller): string {
  return standing.startsWith('session:') ? standing.slice('session:'.length) : '';
}
