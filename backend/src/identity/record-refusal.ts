import type { Refusal } from '../platform/http/authorise.ts';
import { actorOf, type IdentityContext } from './context.ts';

/** Records that a route was refused, where it would have changed something or is for administrators. */
export function recordRefusal(
  refusal: Refusal,
  { refusals, now }: Pick<IdentityContext, 'refusals' | 'now'>,
): void {
  const { caller, decision, permission, request } = refusal;
  const isPrivileged = request.method !== 'GET' || permission.role === 'admin';
  if (!isPrivileged) return;
  refusals.note({
    at: now(),
    actor: actorOf(caller),
    action: 'route.call',
    target: `${request.method} ${request.routeOptions.url ?? ''}`,
    outcome: 'refused',
    reason: decision,
    address: request.ip,
    requestId: request.id,
  });
}
