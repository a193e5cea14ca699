import type { Invitation } from '@smartops/contract';
import { hashPassword } from 'better-auth/crypto';
import { AppError, ConflictError } from '../platform/errors.ts';
import { type Doer, type IdentityContext, privileged } from './context.ts';
import { invitationStore } from './invitation-store.ts';
import { memberStore } from './member-store.ts';
import { personStore } from './person-store.ts';
import { hashOf, newToken } from './token.ts';

const worthless = 'This invitation does not work any more. Ask for a new one';

/** Throws AppError when it does not work. */
export async function lookAtInvitation(
  token: string,
  { database, workspace, now }: IdentityContext,
): Promise<Invitation> {
  const found = await invitationStore(database, workspace).find(hashOf(token), now());
  if (!found) throw new AppError('not-found', worthless);
  return found;
}

/** Makes an account and a member of it. Throws AppError when the link does not work, ConflictError for an old account. */
export async function acceptInvitation(
  { token, name, password }: { token: string; name: string; password: string },
  doer: Doer,
  context: IdentityContext,
): Promise<string> {
  const { workspace, now } = context;
  const { id: invitationId, email } = await lookAtInvitation(token, context);
  const passwordHash = await hashPassword(password);
  const step = {
    action: 'invitation.accept',
    target: email,
    detail: { invitation: invitationId },
    doer: { ...doer, actor: { ...doer.actor, name } },
  };
  return privileged(step, context, async (tx) => {
    const at = now();
    const taken = await invitationStore(tx, workspace).take(hashOf(token), at);
    if (!taken) throw new AppError('not-found', worthless);
    const id = newToken();
    if (!(await personStore(tx).addWithPassword({ id, name, email, passwordHash, at })))
      throw new ConflictError('There is an account with this address already. Sign in with it');
    await memberStore(tx, workspace).add({ userId: id, role: taken.role, approver: taken.approver }, at);
    return email;
  });
}
