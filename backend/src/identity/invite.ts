import { randomUUID } from 'node:crypto';
import type { Invitation, MemberRole } from '@smartops/contract';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { type Doer, type IdentityContext, privileged } from './context.ts';
import { invitationStore } from './invitation-store.ts';
import { memberStore } from './member-store.ts';
import { personStore } from './person-store.ts';
import { hashOf, newToken } from './token.ts';

const validMs = 7 * 24 * 3_600_000;

export interface Invited {
  readonly invitation: Invitation;
  readonly token: string;
}

/** Invites somebody; an earlier invitation of theirs stops working. Throws ConflictError when they are a member. */
export async function invite(
  { email, role, approver }: { email: string; role: MemberRole; approver: boolean },
  doer: Doer,
  context: IdentityContext,
): Promise<Invited> {
  const { workspace, now } = context;
  const step = { action: 'member.invite', target: email, detail: { role, approver }, doer };
  return privileged(step, context, async (tx) => {
    const person = await personStore(tx).find(email);
    if (person && (await memberStore(tx, workspace).find(person.id)))
      throw new ConflictError(`${email} is a member already`);
    const at = now();
    const invitation: Invitation = {
      id: randomUUID(),
      email,
      role,
      approver,
      invitedBy: doer.actor.name,
      createdAt: new Date(at).toISOString(),
      expiresAt: new Date(at + validMs).toISOString(),
    };
    const token = newToken();
    await invitationStore(tx, workspace).put(invitation, hashOf(token));
    return { invitation, token };
  });
}

/** Throws NotFoundError. */
export async function revokeInvitation(id: string, doer: Doer, context: IdentityContext): Promise<void> {
  await privileged({ action: 'invitation.revoke', target: id, doer }, context, async (tx, named) => {
    const email = await invitationStore(tx, context.workspace).remove(id);
    if (email === undefined) throw new NotFoundError('Invitation', id);
    named(email);
  });
}
