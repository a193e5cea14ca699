import type { ApiKey, MemberRole, Scope } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  start: string;
  role: MemberRole;
  scopes: Scope[];
  maker_name: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}

/** The API keys of one workspace, of which only hashes are kept. */
export function apiKeyStore(database: Pick<Sql, 'execute'>, workspace: string) {
  return { list, add, remove };

  async function list(): Promise<ApiKey[]> {
    const { rows } = await database.execute<Row>(sql`
      select * from api_key where workspace_id = ${workspace} order by created_at desc, id`);
    return rows.map(toApiKey);
  }

  async function add(key: ApiKey, keyHash: string, makerId: string | null): Promise<void> {
    const { id, name, start, role, scopes, createdBy, createdAt, expiresAt } = key;
    await database.execute(sql`
      insert into api_key (id, workspace_id, key_hash, name, start, role, scopes, maker_id, maker_name, created_at, expires_at)
      values (${id}, ${workspace}, ${keyHash}, ${name}, ${start}, ${role}, ${sql.param(scopes)}::text[], ${makerId},
        ${createdBy}, ${Date.parse(createdAt)}, ${expiresAt && Date.parse(expiresAt)})`);
  }

  /** What it was called; undefined when there was none. */
  async function remove(id: string): Promise<string | undefined> {
    const { rows } = await database.execute<{ name: string }>(
      sql`delete from api_key where workspace_id = ${workspace} and id = ${id} returning name`,
    );
    return rows[0]?.name;
  }
}

const iso = (at: string | null) => (at === null ? null : new Date(Number(at)).toISOString());

function toApiKey({ id, name, start, role, scopes, ...row }: Row): ApiKey {
  return {
    id,
    name,
    start,
    role,
    scopes,
    createdBy: row.maker_name,
    createdAt: new Date(Number(row.created_at)).toISOString(),
    expiresAt: iso(row.expires_at),
    lastUsedAt: iso(row.last_used_at),
  };
}
