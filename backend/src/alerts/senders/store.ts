import type { Sender, SenderKind, SenderMapping } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { NewToken } from './token.ts';

/** As it is stored; times are epoch ms. */
export interface StoredSender {
  readonly id: string;
  readonly name: string;
  readonly kind: SenderKind;
  readonly mapping: SenderMapping | null;
  readonly version: number;
  readonly tokenHash: string;
  readonly tokenStart: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly revokedAt: number | null;
  readonly receivedAt: number | null;
  readonly received: number;
  readonly refusedAt: number | null;
  readonly refusal: string | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  name: string;
  kind: SenderKind;
  mapping: SenderMapping | null;
  version: number;
  token_hash: string;
  token_start: string;
  created_at: string;
  created_by: string;
  revoked_at: string | null;
  received_at: string | null;
  received: string;
  refused_at: string | null;
  refusal: string | null;
}

/** The senders of one workspace. */
export function senderStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { list, find, add, update, undo, rotate, remove, restore, forget, heard, refused, firing };

  async function list(): Promise<StoredSender[]> {
    return read(sql`
      select * from sender where workspace_id = ${workspace} and removed_at is null order by name, id`);
  }

  async function find(id: string): Promise<StoredSender | undefined> {
    const [found] = await read(sql`
      select * from sender where workspace_id = ${workspace} and id = ${id} and removed_at is null`);
    return found;
  }

  async function add(one: StoredSender): Promise<void> {
    await database.execute(sql`
      insert into sender (workspace_id, id, name, kind, mapping, token_hash, token_start, created_at, created_by)
      values (${workspace}, ${one.id}, ${one.name}, ${one.kind}, ${json(one.mapping)}, ${one.tokenHash},
        ${one.tokenStart}, ${one.createdAt}, ${one.createdBy})`);
  }

  /** Undefined when it is not that version any more. */
  async function update(
    { id, version }: Pick<StoredSender, 'id' | 'version'>,
    { name, mapping, revokedAt }: Pick<StoredSender, 'name' | 'mapping' | 'revokedAt'>,
  ): Promise<StoredSender | undefined> {
    const [updated] = await read(sql`
      update sender set name = ${name}, mapping = ${json(mapping)}, revoked_at = ${revokedAt}, version = version + 1,
        before = ${standing}
      where workspace_id = ${workspace} and id = ${id} and version = ${version} and removed_at is null returning *`);
    return updated;
  }

  /** What the last edit changed, back; undefined when it is not that version any more or there is nothing to undo. */
  async function undo({
    id,
    version,
  }: Pick<StoredSender, 'id' | 'version'>): Promise<StoredSender | undefined> {
    const [updated] = await read(sql`
      update sender set name = before ->> 'name', mapping = nullif(before -> 'mapping', 'null'::jsonb),
        revoked_at = (before ->> 'revoked_at')::bigint, version = version + 1, before = ${standing}
      where workspace_id = ${workspace} and id = ${id} and version = ${version} and before is not null
        and removed_at is null returning *`);
    return updated;
  }

  /** A new token, which is also taken again when the old one was revoked. What went before it is not brought back. */
  async function rotate(id: string, { hash, start }: NewToken): Promise<StoredSender | undefined> {
    const [updated] = await read(sql`
      update sender set token_hash = ${hash}, token_start = ${start}, revoked_at = null, version = version + 1,
        before = null
      where workspace_id = ${workspace} and id = ${id} and removed_at is null returning *`);
    return updated;
  }

  async function remove(id: string, at: number): Promise<StoredSender | undefined> {
    const [removed] = await read(sql`
      update sender set removed_at = ${at}, version = version + 1
      where workspace_id = ${workspace} and id = ${id} and removed_at is null returning *`);
    return removed;
  }

  async function restore(id: string): Promise<StoredSender | undefined> {
    const [restored] = await read(sql`
      update sender set removed_at = null, version = version + 1
      where workspace_id = ${workspace} and id = ${id} and removed_at is not null returning *`);
    return restored;
  }

  /** Those removed before a moment, with the hashes of their tokens. */
  async function forget(before: number): Promise<void> {
    await database.execute(
      sql`delete from sender where workspace_id = ${workspace} and removed_at < ${before}`,
    );
  }

  async function heard(id: string, at: number, alerts: number): Promise<void> {
    await database.execute(sql`
      update sender set received_at = ${at}, received = received + ${alerts}
      where workspace_id = ${workspace} and id = ${id}`);
  }

  async function refused(id: string, at: number, reason: string): Promise<void> {
    await database.execute(sql`
      update sender set refused_at = ${at}, refusal = ${reason.slice(0, 300)}
      where workspace_id = ${workspace} and id = ${id}`);
  }

  /** The fingerprints of a connection that fire now. */
  async function firing(connectionId: string): Promise<string[]> {
    const { rows } = await database.execute<{ fingerprint: string }>(sql`
      select fingerprint from alert
      where workspace_id = ${workspace} and connection_id = ${connectionId} and state = 'firing'`);
    return rows.map(({ fingerprint }) => fingerprint);
  }

  async function read(statement: SQL): Promise<StoredSender[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

/** What an edit may change, as it is before. */
const standing = sql`jsonb_build_object('name', name, 'mapping', mapping, 'revoked_at', revoked_at)`;
const json = (value: unknown) => (value === null ? null : sql`${JSON.stringify(value)}::jsonb`);
const timeOrNull = (text: string | null) => (text === null ? null : Number(text));

function toStored(row: Row): StoredSender {
  const { id, name, kind, mapping, version, refusal } = row;
  return {
    ...{ id, name, kind, mapping, version, refusal },
    tokenHash: row.token_hash,
    tokenStart: row.token_start,
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    revokedAt: timeOrNull(row.revoked_at),
    receivedAt: timeOrNull(row.received_at),
    received: Number(row.received),
    refusedAt: timeOrNull(row.refused_at),
  };
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export function showSender(one: StoredSender): Sender {
  const { id, name, kind, mapping, version, tokenStart, createdBy, received, refusal, refusedAt } = one;
  return {
    ...{ id, name, kind, mapping, version, tokenStart, createdBy, received },
    path: `/api/in/alerts/${id}`,
    createdAt: iso(one.createdAt),
    revoked: one.revokedAt !== null,
    receivedAt: isoOrNull(one.receivedAt),
    refusal: refusedAt === null ? null : { at: iso(refusedAt), reason: refusal ?? '' },
  };
}
