import type { MemberRole } from '@smartops/contract';
import { auditStore } from './audit/store.ts';
import type { IdentityContext } from './context.ts';
import { invitationStore } from './invitation-store.ts';
import { memberStore } from './member-store.ts';
import { personStore } from './person-store.ts';

export interface Admission {
  /** Whether an account may have a session. Makes a member of the invited, and by a default role of who `byCompany` comes. */
  admit(userId: string, byCompany: boolean): Promise<boolean>;
  /** What speaks against somebody whom the company's provider vouches for. */
  admitCompany(about: { user: CompanyUser; source: { method: string } }): Promise<Objection | undefined>;
}

interface CompanyUser {
  readonly email?: string | null | undefined;
  readonly emailVerified?: boolean;
}

export interface Objection {
  readonly error: string;
  readonly errorDescription: string;
}

const notVerified: Objection = {
  error: 'email_not_verified',
  errorDescription: 'Your company has not confirmed that this address is yours',
};
const notInvited: Objection = {
  error: 'not_a_member',
  errorDescription: 'You are not a member here. Ask for an invitation',
};

/** Only members come in, those who are invited, and with a default role everybody whom the company vouches for. */
export function admission(context: IdentityContext, defaultRole: MemberRole | undefined): Admission {
  const { database, workspace, now } = context;

  async function mayJoin(email: string): Promise<boolean> {
    if (defaultRole) return true;
    const person = await personStore(database).find(email);
    if (person && (await memberStore(database, workspace).find(person.id))) return true;
    return (await invitationStore(database, workspace).openFor(email, now())) !== undefined;
  }

  return {
    async admit(userId, byCompany) {
      if (await memberStore(database, workspace).find(userId)) return true;
      const person = await personStore(database).get(userId);
      if (!person) return false;
      return database.transaction(async (tx) => {
        const invited = await invitationStore(tx, workspace).takeFor(person.email, now());
        const given = byCompany ? defaultRole : undefined;
        const standing = invited ?? (given && { role: given, approver: false });
        if (!standing) return false;
        const { role, approver } = standing;
        await memberStore(tx, workspace).add({ userId, role, approver }, now());
        await auditStore(tx, workspace).append({
          at: now(),
          actor: { kind: 'person', id: userId, name: person.name },
          action: 'member.join',
          target: person.email,
          outcome: 'allowed',
          detail: { role, approver, by: invited ? 'invitation' : 'company' },
        });
        return true;
      });
    },
    async admitCompany({ user, source }) {
      if (source.method !== 'oauth') return undefined;
      if (!user.email || user.emailVerified !== true) return notVerified;
      return (await mayJoin(user.email.toLowerCase())) ? undefined : notInvited;
    },
  };
}
