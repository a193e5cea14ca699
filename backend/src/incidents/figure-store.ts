import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Fact } from './figures.ts';
import { conditionOf } from './filter-store.ts';
import type { IncidentFilter } from './incident.ts';

interface Row extends Record<string, unknown> {
  connection_id: string;
  started_at: string;
  opened_at: string;
  acknowledged_at: string | null;
  resolved_at: string | null;
}

const most = 20_000;

/** The facts of the incidents opened in a window that fulfil a filter, without those that became part of another. */
export async function incidentFacts(
  database: Pick<NodePgDatabase, 'execute'>,
  { from, to, ...filter }: IncidentFilter & { readonly from: number; readonly to: number },
  workspace = 'default',
): Promise<Fact[]> {
  const { rows } = await database.execute<Row>(sql`
    select connection_id, started_at, opened_at, acknowledged_at, resolved_at from incident
    where workspace_id = ${workspace} and opened_at between ${from} and ${to} and merged_into is null
      and ${conditionOf(filter)}
    order by opened_at desc limit ${most}`);
  const orNull = (text: string | null) => (text === null ? null : Number(text));
  return rows.map((row) => ({
    connectionId: row.connection_id,
    startedAt: Number(row.started_at),
    openedAt: Number(row.opened_at),
    acknowledgedAt: orNull(row.acknowledged_at),
    resolvedAt: orNull(row.resolved_at),
  }));
}
