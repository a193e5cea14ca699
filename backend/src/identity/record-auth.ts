import type { Caller } from '../platform/http/caller.ts';
import type { Asker } from '../platform/http/serve.ts';
import type { Attempt, Outcome } from './audit/attempt.ts';
import { auditStore } from './audit/store.ts';
import type { AuthRoute } from './auth-table.ts';
import { actorOf, type IdentityContext } from './context.ts';

export interface AuthEvent {
  readonly route: AuthRoute;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** Who it was in the end. */
  readonly caller: Caller | undefined;
  /** Who asked. */
  readonly before: Caller | undefined;
  /** The address that was typed. */
  readonly account: string | undefined;
  readonly request: Asker['request'];
}

/** Records what happened at an endpoint of better-auth. */
export async function recordAuth(event: AuthEvent, context: IdentityContext): Promise<void> {
  const { outcome, reason, caller, account, request } = event;
  const action = actionOf(event);
  if (!action) return;
  const who = actorOf(caller);
  const attempt: Attempt = {
    at: context.now(),
    actor: who.kind === 'anonymous' && account ? { ...who, name: account } : who,
    action,
    target: account ?? caller?.email ?? null,
    outcome,
    reason,
    address: request.ip,
    requestId: request.id,
  };
  if (outcome === 'allowed') await auditStore(context.database, context.workspace).append(attempt);
  else context.refusals.note(attempt);
}

function actionOf({ route, before, caller, outcome }: AuthEvent): string | undefined {
  if (route.action !== 'session.start') return route.action;
  // The same endpoint checks the first code of whoever sets up a second factor.
  if (before && route.path.startsWith('/two-factor/')) return 'factor.enable';
  // The password was right, but a code is asked for: nobody has come in yet.
  return outcome === 'allowed' && !caller ? undefined : 'session.start';
}
