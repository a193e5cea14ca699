import type { Session } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';
import { deviceOf } from './device.ts';

interface Row extends Record<string, unknown> {
  id: string;
  user_agent: string | null;
  ip_address: string | null;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

/** The browsers that one person is signed in with. */
export function sessionStore(database: Pick<Sql, 'execute'>, userId: string) {
  return { list, remove, removeOthers };

  async function list(current: string, now: number): Promise<Session[]> {
    const { rows } = await database.execute<Row>(sql`
      select id, user_agent, ip_address, created_at, updated_at, expires_at from session
      where user_id = ${userId} and expires_at > ${new Date(now)} order by updated_at desc, id`);
    return rows.map((row) => toSession(row, current));
  }

  async function remove(id: string): Promise<boolean> {
    const { rows } = await database.execute(
      sql`delete from session where user_id = ${userId} and id = ${id} returning 1`,
    );
    return rows.length > 0;
  }

  async function removeOthers(current: string): Promise<void> {
    await database.execute(sql`delete from session where user_id = ${userId} and id <> ${current}`);
  }
}

function toSession(row: Row, current: string): Session {
  return {
    id: row.id,
    device: deviceOf(row.user_agent ?? ''),
    address: row.ip_address ?? '',
    createdAt: new Date(row.created_at).toISOString(),
    seenAt: new Date(row.updated_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
    current: row.id === current,
  };
}
