import type { LogOutline } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Chunk, unpack } from './chunks.ts';

export interface LogKey {
  readonly connectionId: string;
  readonly ref: string;
}

/** What is known of a log for good. */
export type KeptLog =
  | { readonly state: 'kept'; readonly id: number; readonly outline: LogOutline; readonly keptAt: number }
  | { readonly state: 'gone'; readonly reason: string };

export interface PackedChunk extends Omit<Chunk, 'lines'> {
  readonly lastLine: number;
  readonly body: Buffer;
}

interface LogRecord extends Record<string, unknown> {
  id: number;
  outline: LogOutline | null;
  reason: string | null;
  kept_at: string;
}

interface ChunkRecord extends Record<string, unknown> {
  first_line: number;
  starts_at: string;
  body: Buffer;
}

/** Logs that were read once, so that they can be read when their source has forgotten them. */
export function logStore(database: NodePgDatabase, workspace = 'default') {
  return { find, knownRefs, save, saveGone, chunks, expire };

  async function find({ connectionId, ref }: LogKey): Promise<KeptLog | undefined> {
    const { rows } = await database.execute<LogRecord>(sql`
      select id, outline, reason, kept_at from job_log
      where workspace_id = ${workspace} and connection_id = ${connectionId} and ref = ${ref}`);
    const [row] = rows;
    if (!row) return undefined;
    if (!row.outline) return { state: 'gone', reason: row.reason ?? '' };
    return { state: 'kept', id: row.id, outline: row.outline, keptAt: Number(row.kept_at) };
  }

  /** Those of these logs that need not be asked for again, as `connection ref`. */
  async function knownRefs(keys: readonly LogKey[]): Promise<Set<string>> {
    const { rows } = await database.execute<{ known: string }>(sql`
      select connection_id || ' ' || ref as known from job_log
      where workspace_id = ${workspace} and (connection_id, ref) in (select * from
        unnest(${sql.param(keys.map((key) => key.connectionId))}::text[], ${sql.param(keys.map(({ ref }) => ref))}::text[]))`);
    return new Set(rows.map(({ known }) => known));
  }

  /** Keeps a log; one that is kept already stays as it is. */
  async function save(
    { connectionId, ref }: LogKey,
    { outline, chunks }: { readonly outline: LogOutline; readonly chunks: readonly PackedChunk[] },
    now: number,
  ): Promise<void> {
    const size = chunks.reduce((sum, { body }) => sum + body.byteLength, 0);
    await database.transaction(async (tx) => {
      const { rows } = await tx.execute<{ id: number }>(sql`
        insert into job_log (workspace_id, connection_id, ref, outline, stored_bytes, kept_at)
        values (${workspace}, ${connectionId}, ${ref}, ${JSON.stringify(outline)}::jsonb, ${size}, ${now})
        on conflict (workspace_id, connection_id, ref) do nothing returning id`);
      const [log] = rows;
      if (!log) return;
      for (const { firstLine, lastLine, startsAt, body } of chunks)
        await tx.execute(sql`
          insert into job_log_chunk (log_id, first_line, last_line, starts_at, body)
          values (${log.id}, ${firstLine}, ${lastLine}, ${startsAt}, ${body})`);
    });
  }

  async function saveGone({ connectionId, ref }: LogKey, reason: string, now: number): Promise<void> {
    await database.execute(sql`
      insert into job_log (workspace_id, connection_id, ref, reason, stored_bytes, kept_at)
      values (${workspace}, ${connectionId}, ${ref}, ${reason}, 0, ${now})
      on conflict (workspace_id, connection_id, ref) do nothing`);
  }

  /** The chunks that hold lines between two numbers, one after the other. */
  async function* chunks(id: number, from = 1, to = 2 ** 31 - 1): AsyncGenerator<Chunk> {
    for (let next = from; next <= to; ) {
      const { rows } = await database.execute<ChunkRecord>(sql`
        select first_line, starts_at, body from job_log_chunk
        where log_id = ${id} and last_line >= ${next} and first_line <= ${to} order by first_line limit 8`);
      for (const { first_line: firstLine, starts_at, body } of rows) {
        const lines = await unpack(body);
        yield { firstLine, lines, startsAt: Number(starts_at) };
        next = firstLine + lines.length;
      }
      if (rows.length === 0) return;
    }
  }

  /** Lets go what is older than `before`, then the oldest until the rest is no larger than `mostBytes`. */
  async function expire({ before, mostBytes }: { before: number; mostBytes: number }): Promise<void> {
    await database.execute(sql`
      delete from job_log where workspace_id = ${workspace} and (kept_at < ${before} or id in (
        select id from (
          select id, sum(stored_bytes) over (order by kept_at desc, id desc) as upto
          from job_log where workspace_id = ${workspace}) as aged
        where upto > ${mostBytes}))`);
  }
}
