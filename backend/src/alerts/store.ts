import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { MetricKind } from '../signals/catalogue.ts';
import type { AlertChange, Decision, StoredAlert } from './alert.ts';
import { apply } from './apply.ts';
import type { Reading } from './judge.ts';
import { type AlertRow, toStored } from './row.ts';
import type { Series } from './threshold.ts';

/** The alerts of one workspace. */
export function alertStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    /** Carries decisions out and says what changed; deciding the same twice changes nothing. Call it inside a transaction. */
    apply: (decisions: readonly Decision[], now = Date.now()): Promise<AlertChange[]> =>
      apply(decisions, database, { workspace, now }),
    byIds,
    windows,
  };

  /** Those that fire first. */
  async function byIds(ids: readonly string[]): Promise<StoredAlert[]> {
    if (ids.length === 0) return [];
    const { rows } = await database.execute<AlertRow>(sql`
      select * from alert where workspace_id = ${workspace} and id = any(${sql.param([...ids])}::text[])
      order by state, started_at, id`);
    return rows.map(toStored);
  }

  /** The recent readings of every judged series among these resources, in one statement. */
  async function windows(
    resourceIds: readonly string[],
    kinds: readonly MetricKind[],
    from: number,
  ): Promise<Series[]> {
    const judged = new Map(
      kinds.flatMap((kind) => (kind.limit ? [[`${kind.kind} ${kind.metric}`, kind]] : [])),
    );
    const { rows } = await database.execute<WindowRow>(sql`
      select r.id, r.kind, r.name, r.region, r.url, r.connection_id, s.metric,
        json_agg(json_build_array(p.at, p.value) order by p.at) as readings
      from resource r join series s on s.workspace_id = r.workspace_id and s.resource_id = r.id
        join sample p on p.series_id = s.id
      where r.workspace_id = ${workspace} and r.id = any(${sql.param(resourceIds)}::text[])
        and s.metric = any(${sql.param([...new Set(kinds.map(({ metric }) => metric))])}::text[]) and p.at >= ${from}
      group by r.id, r.kind, r.name, r.region, r.url, r.connection_id, s.metric`);
    return rows.flatMap((row) => {
      const kind = judged.get(`${row.kind} ${row.metric}`);
      return kind ? [toSeries(row, kind)] : [];
    });
  }
}

interface WindowRow extends Record<string, unknown> {
  id: string;
  kind: string;
  name: string;
  region: string | null;
  url: string | null;
  connection_id: string;
  metric: string;
  readings: [number, number][];
}

function toSeries(row: WindowRow, kind: MetricKind): Series {
  const window: Reading[] = row.readings.map(([at, value]) => ({ at, value }));
  const { id, name, region, url } = row;
  const place = { ...(region !== null && { region }), ...(url !== null && { url }) };
  return { resource: { id, name, ...place }, connectionId: row.connection_id, kind, window };
}
