import type { MemberRole, Scope } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Caller } from '../platform/http/caller.ts';
import type { Sql } from './context.ts';

interface Row extends Record<string, unknown> {
  kind: 'person' | 'key';
  id: string;
  standing_id: string;
  name: string;
  email: string | null;
  role: MemberRole;
  approver: boolean;
  scopes: Scope[] | null;
  workspace_id: string;
  workspace_name: string;
  seen_at: string;
  started_at: string;
}

export interface Found {
  readonly caller: Caller;
  readonly startedAt: number;
  /** When a request of theirs was last noted. */
  readonly seenAt: number;
}

const roles = sql`array['viewer', 'operator', 'admin']`;
const msOf = (moment: SQL) => sql`floor(extract(epoch from ${moment}) * 1000)::bigint`;

/** Who is behind a session or a key. `served` wins for whoever is a member of several workspaces. */
export function callerStore(database: Pick<Sql, 'execute'>, served: string) {
  const sessions = sql`
    select 'person' as kind, person.id, session.id as standing_id, person.name, person.email, member.role,
      member.approver, null::text[] as scopes, workspace.id as workspace_id, workspace.name as workspace_name,
      least(coalesce(member.seen_at, 0), ${msOf(sql`session.updated_at`)}) as seen_at,
      ${msOf(sql`session.created_at`)} as started_at
    from session
    join person on person.id = session.user_id
    join member on member.user_id = person.id and member.workspace_id = (
      select workspace_id from member as any_of where any_of.user_id = person.id
      order by workspace_id = ${served} desc, workspace_id limit 1)
    join workspace on workspace.id = member.workspace_id`;
  // A key never may more than whoever made it may now.
  const keys = sql`
    select 'key' as kind, api_key.id, api_key.id as standing_id, api_key.name, null as email,
      (${roles})[least(array_position(${roles}, api_key.role), array_position(${roles}, coalesce(maker.role, 'admin')))]
        as role,
      false as approver, api_key.scopes, workspace.id as workspace_id, workspace.name as workspace_name,
      coalesce(api_key.last_used_at, 0) as seen_at, api_key.created_at as started_at
    from api_key
    join workspace on workspace.id = api_key.workspace_id
    left join member as maker on maker.workspace_id = api_key.workspace_id and maker.user_id = api_key.maker_id`;
  const notExpired = (now: number) => sql`(api_key.expires_at is null or api_key.expires_at > ${now})`;
  return { bySession, byKey, standings, noteSession, noteKey };

  async function bySession(token: string, now: number): Promise<Found | undefined> {
    return (
      await read(sql`${sessions} where session.token = ${token} and session.expires_at > ${new Date(now)}`)
    )[0];
  }

  async function byKey(hash: string, now: number): Promise<Found | undefined> {
    return (await read(sql`${keys} where api_key.key_hash = ${hash} and ${notExpired(now)}`))[0];
  }

  /** Those that still stand, as they are now, by what the callers' `standing` says. */
  async function standings(all: readonly string[], now: number): Promise<Map<string, Caller>> {
    const ids = (kind: string) =>
      sql.param(all.flatMap((one) => (one.startsWith(kind) ? [one.slice(kind.length)] : [])));
    const found = await read(sql`
      ${sessions} where session.id = any(${ids('session:')}::text[]) and session.expires_at > ${new Date(now)}
      union all
      ${keys} where api_key.id = any(${ids('key:')}::text[]) and ${notExpired(now)}`);
    return new Map(found.map(({ caller }) => [caller.standing, caller]));
  }

  /** A request came: the session lasts on. */
  async function noteSession(id: string, at: number, until: number): Promise<void> {
    await database.execute(sql`
      with noted as (
        update session set updated_at = ${new Date(at)}, expires_at = ${new Date(until)} where id = ${id}
        returning user_id
      )
      update member set seen_at = ${at} from noted where member.user_id = noted.user_id`);
  }

  async function noteKey(id: string, at: number): Promise<void> {
    await database.execute(sql`update api_key set last_used_at = ${at} where id = ${id}`);
  }

  async function read(statement: SQL): Promise<Found[]> {
    return (await database.execute<Row>(statement)).rows.map(toFound);
  }
}

function toFound({ workspace_id, workspace_name, standing_id, seen_at, started_at, ...row }: Row): Found {
  const standing = `${row.kind === 'key' ? 'key' : 'session'}:${standing_id}`;
  const workspace = { id: workspace_id, name: workspace_name };
  return {
    caller: { ...row, standing, workspace },
    startedAt: Number(started_at),
    seenAt: Number(seen_at),
  };
}
