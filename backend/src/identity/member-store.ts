import type { Member, MemberRole } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  approver: boolean;
  seen_at: string | null;
  ways: Member['signsInWith'];
}

export interface Standing {
  readonly userId: string;
  readonly role: MemberRole;
  readonly approver: boolean;
}

/** The members of one workspace. */
export function memberStore(database: Pick<Sql, 'execute'>, workspace: string) {
  const members = sql`
    select member.user_id as id, person.name, person.email, member.role, member.approver, member.seen_at,
      array_remove(array[
        case when exists (select from credential where user_id = person.id and provider_id = 'credential') then 'password' end,
        case when person.two_factor_enabled then 'code' end,
        case when exists (select from passkey where user_id = person.id) then 'passkey' end,
        case when exists (select from credential where user_id = person.id and provider_id = 'company') then 'company' end
      ], null) as ways
    from member join person on person.id = member.user_id
    where member.workspace_id = ${workspace}`;
  return { list, find, add, update, remove, lockAdmins, hasAdmin };

  async function list(): Promise<Member[]> {
    return (await database.execute<Row>(sql`${members} order by lower(person.name), id`)).rows.map(toMember);
  }

  async function find(id: string): Promise<Member | undefined> {
    const { rows } = await database.execute<Row>(sql`${members} and member.user_id = ${id}`);
    return rows[0] && toMember(rows[0]);
  }

  /** Whoever is a member already stays what they are. */
  async function add({ userId, role, approver }: Standing, at: number): Promise<boolean> {
    const { rows } = await database.execute(sql`
      insert into member (workspace_id, user_id, role, approver, since)
      values (${workspace}, ${userId}, ${role}, ${approver}, ${at}) on conflict do nothing returning 1`);
    return rows.length > 0;
  }

  async function update({ userId, role, approver }: Standing): Promise<void> {
    await database.execute(sql`
      update member set role = ${role}, approver = ${approver}
      where workspace_id = ${workspace} and user_id = ${userId}`);
  }

  /** With their keys; their account and sessions too when this was their last workspace. */
  async function remove(userId: string): Promise<void> {
    await database.execute(sql`delete from member where workspace_id = ${workspace} and user_id = ${userId}`);
    await database.execute(sql`
      delete from person where id = ${userId} and not exists (select from member where user_id = ${userId})`);
  }

  /** Makes whoever else changes administrators wait until the transaction ends. */
  async function lockAdmins(): Promise<string[]> {
    await database.execute(sql`select 1 from workspace where id = ${workspace} for update`);
    const { rows } = await database.execute<{ user_id: string }>(
      sql`select user_id from member where workspace_id = ${workspace} and role = 'admin'`,
    );
    return rows.map((row) => row.user_id);
  }

  async function hasAdmin(): Promise<boolean> {
    const { rows } = await database.execute(
      sql`select 1 from member where workspace_id = ${workspace} and role = 'admin' limit 1`,
    );
    return rows.length > 0;
  }
}

function toMember({ seen_at, ways, ...member }: Row): Member {
  const seenAt = seen_at === null ? null : new Date(Number(seen_at)).toISOString();
  return { ...member, signsInWith: ways, seenAt };
}
