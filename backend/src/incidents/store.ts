import type { Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { IncidentFilter, Moment, StoredIncident } from './incident.ts';

interface Row extends Record<string, unknown> {
  id: string;
  title: string;
  message: string;
  severity: Severity;
  status: StoredIncident['status'];
  resource_id: string;
  connection_id: string;
  metric: string | null;
  started_at: string;
  resolved_at: string | null;
  assignee: string | null;
  alert_ids: string[];
  affected_services: string[];
  timeline: Moment[];
}

/** The incidents of one workspace. */
export function incidentStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { open, list, save };

  async function open(): Promise<StoredIncident[]> {
    return read(sql`
      select * from incident where workspace_id = ${workspace} and status <> 'resolved'
      order by started_at, id for update`);
  }

  /** Newest first. */
  async function list({ status, severity, limit }: IncidentFilter): Promise<StoredIncident[]> {
    return read(sql`
      select * from incident where workspace_id = ${workspace}
        and (${status ?? null}::text is null or status = ${status ?? null})
        and (${severity ?? null}::text is null or severity = ${severity ?? null})
      order by started_at desc, id limit ${limit}`);
  }

  async function save(incidents: readonly StoredIncident[]): Promise<void> {
    for (const one of incidents)
      await database.execute(sql`
        insert into incident (workspace_id, id, title, message, severity, status, resource_id, connection_id, metric,
          started_at, resolved_at, assignee, alert_ids, affected_services, timeline)
        values (${workspace}, ${one.id}, ${one.title}, ${one.message}, ${one.severity}, ${one.status},
          ${one.resourceId}, ${one.connectionId}, ${one.metric}, ${one.startedAt}, ${one.resolvedAt}, ${one.assignee},
          ${json(one.alertIds)}, ${json(one.affectedServices)}, ${json(one.timeline)})
        on conflict (workspace_id, id) do update set title = excluded.title, message = excluded.message,
          severity = excluded.severity, status = excluded.status, resource_id = excluded.resource_id,
          metric = excluded.metric, started_at = excluded.started_at, resolved_at = excluded.resolved_at,
          alert_ids = excluded.alert_ids, affected_services = excluded.affected_services,
          timeline = excluded.timeline`);
  }

  async function read(statement: SQL): Promise<StoredIncident[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

function toStored(row: Row): StoredIncident {
  return {
    id: row.id,
    title: row.title,
    message: row.message,
    severity: row.severity,
    status: row.status,
    resourceId: row.resource_id,
    connectionId: row.connection_id,
    metric: row.metric,
    startedAt: Number(row.started_at),
    resolvedAt: row.resolved_at === null ? null : Number(row.resolved_at),
    assignee: row.assignee,
    alertIds: row.alert_ids,
    affectedServices: row.affected_services,
    timeline: row.timeline,
  };
}
