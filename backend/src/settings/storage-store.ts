import type { RetentionName } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** What one kind of thing takes now. Times are epoch ms. */
export interface Measured {
  readonly name: RetentionName;
  readonly rows: number;
  readonly bytes: number;
  readonly oldestAt: number | null;
}

interface Row extends Record<string, unknown> {
  name: RetentionName;
  rows: string;
  bytes: string | null;
  oldest_at: string | null;
}

/** What is stored, measured by the database itself: tables with their indexes, a shared one by the share of its rows. */
export function storageStore(database: Pick<NodePgDatabase, 'execute'>) {
  return { measure, databaseBytes };

  async function measure(): Promise<Measured[]> {
    const { rows } = await database.execute<Row>(sql`
      with chunk as (
        select step_ms, count(*) as rows, sum(pg_column_size(body)) as body, min(starts_at) as oldest_at
        from sample_chunk group by step_ms),
      whole as (select greatest(sum(body), 1) as body, pg_total_relation_size('sample_chunk') as bytes from chunk),
      share as (
        select step_ms, chunk.rows, chunk.oldest_at, chunk.body * whole.bytes / whole.body as bytes from chunk, whole)
      select 'raw' as name, coalesce(max(share.rows), 0) + (select count(*) from sample) as rows,
        coalesce(max(share.bytes), 0) + pg_total_relation_size('sample') as bytes,
        least(max(share.oldest_at), (select min(at) from sample)) as oldest_at
      from share where step_ms = 0
      union all ${tier('fiveMinutes', 300_000)}
      union all ${tier('hours', 3_600_000)}
      union all select 'logs', (select count(*) from job_log),
        pg_total_relation_size('job_log') + pg_total_relation_size('job_log_chunk'), (select min(kept_at) from job_log)
      union all select 'deliveries', (select count(*) from webhook_delivery), pg_total_relation_size('webhook_delivery'),
        (select min(received_at) from webhook_delivery)
      union all select 'events', (select count(*) from event),
        pg_total_relation_size('event') + pg_total_relation_size('run_attempt'), (select min(at) from event)`);
    return rows.map((row) => ({
      name: row.name,
      rows: Number(row.rows),
      bytes: Math.round(Number(row.bytes ?? 0)),
      oldestAt: row.oldest_at === null ? null : Number(row.oldest_at),
    }));
  }

  async function databaseBytes(): Promise<number> {
    const { rows } = await database.execute<{ bytes: string }>(
      sql`select pg_database_size(current_database()) as bytes`,
    );
    return Number(rows[0]?.bytes ?? 0);
  }
}

const tier = (name: RetentionName, stepMs: number): SQL => sql`
  select ${name}::text, coalesce(max(rows), 0), coalesce(max(bytes), 0), max(oldest_at) from share where step_ms = ${stepMs}`;
