import { randomUUID } from 'node:crypto';
import type { Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { MetricKind } from '../signals/catalogue.ts';
import type { AlertFilter, Decision, StoredAlert } from './alert.ts';
import type { Reading } from './judge.ts';
import type { Series } from './threshold.ts';

interface Row extends Record<string, unknown> {
  id: string;
  fingerprint: string;
  resource_id: string;
  connection_id: string;
  metric: string | null;
  severity: Severity;
  title: string;
  message: string;
  value: number | null;
  limit_value: number | null;
  state: 'firing' | 'resolved';
  started_at: string;
  resolved_at: string | null;
  acknowledged_at: string | null;
}

type Fired = Extract<Decision, { kind: 'fire' }>['alert'];

/** The alerts of one workspace. */
export function alertStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { apply, list, firingIds, windows };

  /** Carries decisions out and returns the alerts that changed; deciding the same twice changes nothing. */
  async function apply(decisions: readonly Decision[]): Promise<StoredAlert[]> {
    const changed: StoredAlert[] = [];
    for (const decision of decisions)
      changed.push(...(decision.kind === 'fire' ? await fire(decision.alert) : await resolve(decision)));
    return changed;
  }

  async function fire(alert: Fired): Promise<StoredAlert[]> {
    return read(sql`
      insert into alert (workspace_id, id, fingerprint, rule_id, resource_id, connection_id, metric, severity, title,
        message, value, limit_value, state, started_at)
      values (${workspace}, ${randomUUID()}, ${alert.fingerprint}, ${alert.fingerprint}, ${alert.resourceId},
        ${alert.connectionId}, ${alert.metric}, ${alert.severity}, ${alert.title}, ${alert.message}, ${alert.value},
        ${alert.limit}, 'firing', ${alert.startedAt})
      on conflict (workspace_id, fingerprint) where state = 'firing' do update
      set severity = excluded.severity, title = excluded.title, message = excluded.message, value = excluded.value
      where (alert.severity, alert.title, alert.message) is distinct from
        (excluded.severity, excluded.title, excluded.message)
      returning *`);
  }

  async function resolve({ fingerprint, at }: { fingerprint: string; at: number }): Promise<StoredAlert[]> {
    return read(sql`
      update alert set state = 'resolved', resolved_at = greatest(started_at, ${at}::bigint)
      where workspace_id = ${workspace} and fingerprint = ${fingerprint} and state = 'firing' returning *`);
  }

  /** Newest first. */
  async function list({ state, severity, source, acknowledged, limit }: AlertFilter): Promise<StoredAlert[]> {
    return read(sql`
      select * from alert where workspace_id = ${workspace}
        and (${state} = 'all' or state = ${state})
        and (${severity ?? null}::text is null or severity = ${severity ?? null})
        and (${source ?? null}::text is null or connection_id = ${source ?? null})
        and (${acknowledged ?? null}::boolean is null or (acknowledged_at is not null) = ${acknowledged ?? null})
      order by started_at desc, id limit ${limit}`);
  }

  async function firingIds(): Promise<Set<string>> {
    const { rows } = await database.execute<{ id: string }>(
      sql`select id from alert where workspace_id = ${workspace} and state = 'firing'`,
    );
    return new Set(rows.map(({ id }) => id));
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
      select r.id, r.kind, r.name, r.connection_id, s.metric,
        json_agg(json_build_array(p.at, p.value) order by p.at) as readings
      from resource r join series s on s.workspace_id = r.workspace_id and s.resource_id = r.id
        join sample p on p.series_id = s.id
      where r.workspace_id = ${workspace} and r.id = any(${sql.param(resourceIds)}::text[])
        and s.metric = any(${sql.param([...new Set(kinds.map(({ metric }) => metric))])}::text[]) and p.at >= ${from}
      group by r.id, r.kind, r.name, r.connection_id, s.metric`);
    return rows.flatMap((row) => {
      const kind = judged.get(`${row.kind} ${row.metric}`);
      return kind ? [toSeries(row, kind)] : [];
    });
  }

  async function read(statement: SQL): Promise<StoredAlert[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

interface WindowRow extends Record<string, unknown> {
  id: string;
  kind: string;
  name: string;
  connection_id: string;
  metric: string;
  readings: [number, number][];
}

function toSeries(row: WindowRow, kind: MetricKind): Series {
  const window: Reading[] = row.readings.map(([at, value]) => ({ at, value }));
  return { resource: { id: row.id, name: row.name }, connectionId: row.connection_id, kind, window };
}

function toStored(row: Row): StoredAlert {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    resourceId: row.resource_id,
    connectionId: row.connection_id,
    metric: row.metric,
    severity: row.severity,
    title: row.title,
    message: row.message,
    value: row.value,
    limit: row.limit_value,
    state: row.state,
    startedAt: Number(row.started_at),
    resolvedAt: row.resolved_at === null ? null : Number(row.resolved_at),
    acknowledgedAt: row.acknowledged_at === null ? null : Number(row.acknowledged_at),
  };
}
