import type { Invitation, MemberRole } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';

interface Row extends Record<string, unknown> {
  id: string;
  email: string;
  role: MemberRole;
  approver: boolean;
  invited_by: string;
  created_at: string;
  expires_at: string;
}

/** The open invitations of one workspace; one an address, and of their tokens only hashes. */
export function invitationStore(database: Pick<Sql, 'execute'>, workspace: string) {
  return { list, put, find, openFor, take, takeFor, remove };

  async function list(now: number): Promise<Invitation[]> {
    const { rows } = await database.execute<Row>(sql`
      select * from invitation where workspace_id = ${workspace} and expires_at > ${now} order by created_at desc`);
    return rows.map(toInvitation);
  }

  /** Takes the place of an earlier one to the same address, whose link stops working. */
  async function put(invitation: Invitation, tokenHash: string): Promise<void> {
    const { id, email, role, approver, invitedBy } = invitation;
    await database.execute(sql`
      delete from invitation where workspace_id = ${workspace} and email = ${email}`);
    await database.execute(sql`
      insert into invitation (id, workspace_id, token_hash, email, role, approver, invited_by, created_at, expires_at)
      values (${id}, ${workspace}, ${tokenHash}, ${email}, ${role}, ${approver}, ${invitedBy},
        ${Date.parse(invitation.createdAt)}, ${Date.parse(invitation.expiresAt)})`);
  }

  async function find(tokenHash: string, now: number): Promise<Invitation | undefined> {
    const { rows } = await database.execute<Row>(sql`
      select * from invitation
      where workspace_id = ${workspace} and token_hash = ${tokenHash} and expires_at > ${now}`);
    return rows[0] && toInvitation(rows[0]);
  }

  async function openFor(email: string, now: number): Promise<Invitation | undefined> {
    const { rows } = await database.execute<Row>(sql`
      select * from invitation where workspace_id = ${workspace} and email = ${email} and expires_at > ${now}`);
    return rows[0] && toInvitation(rows[0]);
  }

  /** Of two who accept at once, one gets it. */
  async function take(tokenHash: string, now: number): Promise<Invitation | undefined> {
    const { rows } = await database.execute<Row>(sql`
      delete from invitation
      where workspace_id = ${workspace} and token_hash = ${tokenHash} and expires_at > ${now} returning *`);
    return rows[0] && toInvitation(rows[0]);
  }

  async function takeFor(email: string, now: number): Promise<Invitation | undefined> {
    const { rows } = await database.execute<Row>(sql`
      delete from invitation
      where workspace_id = ${workspace} and email = ${email} and expires_at > ${now} returning *`);
    return rows[0] && toInvitation(rows[0]);
  }

  /** What it was for; undefined when there is none. */
  async function remove(id: string): Promise<string | undefined> {
    const { rows } = await database.execute<{ email: string }>(
      sql`delete from invitation where workspace_id = ${workspace} and id = ${id} returning email`,
    );
    return rows[0]?.email;
  }
}

function toInvitation(row: Row): Invitation {
  const { id, email, role, approver } = row;
  return {
    id,
    email,
    role,
    approver,
    invitedBy: row.invited_by,
    createdAt: new Date(Number(row.created_at)).toISOString(),
    expiresAt: new Date(Number(row.expires_at)).toISOString(),
  };
}
