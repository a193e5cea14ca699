import type { Member, MemberRole } from '@smartops/contract';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { type Doer, type IdentityContext, privileged } from './context.ts';
import { memberStore } from './member-store.ts';

const lastAdmin = 'This is the last administrator. Make somebody else one first';

/** Throws NotFoundError, and ConflictError when no administrator would be left. */
export async function updateMember(
  { id, role, approver }: { id: string; role?: MemberRole | undefined; approver?: boolean | undefined },
  doer: Doer,
  context: IdentityContext,
): Promise<Member> {
  const changes = { ...(role && { role }), ...(approver !== undefined && { approver }) };
  const step = { action: 'member.update', target: id, detail: changes, doer };
  return privileged(step, context, async (tx, named) => {
    const store = memberStore(tx, context.workspace);
    const admins = await store.lockAdmins();
    const before = await store.find(id);
    if (!before) throw new NotFoundError('Member', id);
    named(before.email);
    const after = { ...before, ...changes };
    if (after.role !== 'admin') refuseLast(admins, id);
    await store.update({ userId: id, role: after.role, approver: after.approver });
    return after;
  });
}

/** With their sessions and keys. Throws NotFoundError, and ConflictError when no administrator would be left. */
export async function removeMember(id: string, doer: Doer, context: IdentityContext): Promise<void> {
  await privileged({ action: 'member.remove', target: id, doer }, context, async (tx, named) => {
    const store = memberStore(tx, context.workspace);
    const admins = await store.lockAdmins();
    const member = await store.find(id);
    if (!member) throw new NotFoundError('Member', id);
    named(member.email);
    refuseLast(admins, id);
    await store.remove(id);
  });
}

function refuseLast(admins: readonly string[], id: string): void {
  if (admins.length === 1 && admins[0] === id) throw new ConflictError(lastAdmin);
}
