import type { IncidentStatus, Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type MomentRow, toMoment } from './event-store.ts';
import { conditionOf } from './filter-store.ts';
import type { Chosen, IncidentFilter, IncidentPage, StoredIncident, ToldIncident } from './incident.ts';

interface Row extends Record<string, unknown> {
  id: string;
  number: number;
  version: number;
  title: string;
  message: string;
  severity: Severity;
  status: IncidentStatus;
  resource_id: string;
  connection_id: string;
  metric: string | null;
  started_at: string;
  opened_at: string;
  opened_by: string | null;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  resolved_at: string | null;
  assignee: string | null;
  assignee_id: string | null;
  affected_services: string[];
  chosen: Chosen[];
  keep_open: boolean;
  merged_into: string | null;
  updated_at: string;
  updated_by: string | null;
}

interface ToldRow extends Row {
  alert_ids: string[];
  alert_count: number;
  firing_count: number;
  merged_number: number | null;
  timeline: MomentRow[];
}

const lastTold = 30;
const listedAlerts = 200;

/** The incidents of one workspace. */
export function incidentStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { alone, list, current, count, find, byIds, lock, takeActive, numbered, save };

  /** Until the transaction ends nobody else groups. */
  async function alone(): Promise<void> {
    await database.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`incidents ${workspace}`}, 0))`,
    );
  }

  /** Newest first, each with the end of its timeline. */
  async function list({ before, limit, ...filter }: IncidentPage): Promise<ToldIncident[]> {
    return told(sql`${conditionOf(filter)} and (${before ?? null}::int is null or number < ${before ?? null})
      order by number desc limit ${limit}`);
  }

  /** Those that go on first, then the newest. */
  async function current(limit: number): Promise<ToldIncident[]> {
    return told(sql`id in (select id from incident where workspace_id = ${workspace}
      order by status = 'resolved', number desc limit ${limit})`);
  }

  async function count(filter: IncidentFilter): Promise<number> {
    const { rows } = await database.execute<{ count: number }>(sql`
      select count(*)::int as count from incident where workspace_id = ${workspace} and ${conditionOf(filter)}`);
    return rows[0]?.count ?? 0;
  }

  /** By its id or its name, with the end of its timeline. */
  async function find(ref: string): Promise<ToldIncident | undefined> {
    return (await told(isCalled(ref)))[0];
  }

  async function byIds(ids: readonly string[]): Promise<ToldIncident[]> {
    return ids.length === 0 ? [] : told(sql`id = any(${sql.param([...ids])}::text[])`);
  }

  /** Held until the transaction ends: whoever changes it does so alone. */
  async function lock(ref: string): Promise<StoredIncident | undefined> {
    return (await read(sql`where workspace_id = ${workspace} and ${isCalled(ref)} for update`))[0];
  }

  /** Those that are open or ended after a moment, held until the transaction ends. */
  async function takeActive(endedAfter: number): Promise<StoredIncident[]> {
    return read(sql`
      where workspace_id = ${workspace} and merged_into is null
        and (status <> 'resolved' or resolved_at >= ${endedAfter})
      order by number for update`);
  }

  /** With the next number of the workspace. */
  async function numbered(incident: StoredIncident): Promise<StoredIncident> {
    const { rows } = await database.execute<{ last: number }>(sql`
      insert into incident_counter (workspace_id, last) values (${workspace}, 1)
      on conflict (workspace_id) do update set last = incident_counter.last + 1 returning last`);
    return { ...incident, number: rows[0]?.last ?? 1 };
  }

  async function save(one: StoredIncident): Promise<void> {
    const { by = null, at = null } = one.acknowledgement ?? {};
    await database.execute(sql`
      insert into incident (workspace_id, id, number, version, title, message, severity, status, resource_id,
        connection_id, metric, started_at, opened_at, opened_by, acknowledged_at, acknowledged_by, resolved_at, assignee, assignee_id,
        affected_services, chosen, keep_open, merged_into, updated_at, updated_by)
      values (${workspace}, ${one.id}, ${one.number}, ${one.version}, ${one.title}, ${one.message}, ${one.severity},
        ${one.status}, ${one.resourceId}, ${one.connectionId}, ${one.metric}, ${one.startedAt}, ${one.openedAt},
        ${one.openedBy}, ${at}, ${by}, ${one.resolvedAt}, ${one.assignee}, ${one.assigneeId},
        ${JSON.stringify(one.affectedServices)}::jsonb, ${sql.param([...one.chosen])}::text[], ${one.keepOpen},
        ${one.mergedInto}, ${one.updatedAt}, ${one.updatedBy})
      on conflict (workspace_id, id) do update set version = excluded.version, title = excluded.title,
        message = excluded.message, severity = excluded.severity, status = excluded.status,
        resource_id = excluded.resource_id, metric = excluded.metric, started_at = excluded.started_at,
        acknowledged_at = excluded.acknowledged_at, acknowledged_by = excluded.acknowledged_by,
        resolved_at = excluded.resolved_at, assignee = excluded.assignee, assignee_id = excluded.assignee_id,
        affected_services = excluded.affected_services, chosen = excluded.chosen, keep_open = excluded.keep_open,
        merged_into = excluded.merged_into, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
  }

  async function read(rest: SQL): Promise<StoredIncident[]> {
    return (await database.execute<Row>(sql`select * from incident ${rest}`)).rows.map(toStored);
  }

  async function told(condition: SQL): Promise<ToldIncident[]> {
    const { rows } = await database.execute<ToldRow>(sql`
      with i as (select * from incident where workspace_id = ${workspace} and ${condition})
      select i.*, (select number from incident o where o.workspace_id = i.workspace_id and o.id = i.merged_into)
          as merged_number,
        array(select alert_id from incident_alert m where m.workspace_id = i.workspace_id and m.incident_id = i.id
          and removed_at is null order by joined_at, alert_id limit ${listedAlerts}) as alert_ids,
        (select count(*)::int from incident_alert m where m.workspace_id = i.workspace_id and m.incident_id = i.id
          and removed_at is null) as alert_count,
        (select count(*)::int from incident_alert m
            join alert a on a.workspace_id = m.workspace_id and a.id = m.alert_id
          where m.workspace_id = i.workspace_id and m.incident_id = i.id and removed_at is null
            and a.state = 'firing') as firing_count,
        coalesce((select json_agg(to_json(e) order by e.at, e.id) from (
            select id, at, kind, text, detail, by_name, about_kind, about_id, url from incident_event e
            where e.workspace_id = i.workspace_id and e.incident_id = i.id order by at desc, id desc
            limit ${lastTold}) e), '[]') as timeline
      from i order by number desc`);
    return rows.map((row) => ({
      ...toStored(row),
      alertIds: row.alert_ids,
      alertCount: row.alert_count,
      firingCount: row.firing_count,
      mergedNumber: row.merged_number,
      timeline: row.timeline.map(toMoment),
    }));
  }
}

function isCalled(ref: string): SQL {
  const number = /^INC-(\d{1,9})$/i.exec(ref)?.[1];
  return number === undefined ? sql`id = ${ref}` : sql`number = ${Number(number)}`;
}

const timeOrNull = (text: string | null) => (text === null ? null : Number(text));

function toStored(row: Row): StoredIncident {
  const { id, number, version, title, message, severity, status, metric, assignee, chosen } = row;
  const acknowledgedAt = timeOrNull(row.acknowledged_at);
  return {
    ...{ id, number, version, title, message, severity, status, metric, assignee, chosen },
    resourceId: row.resource_id,
    connectionId: row.connection_id,
    startedAt: Number(row.started_at),
    openedAt: Number(row.opened_at),
    openedBy: row.opened_by,
    acknowledgement: acknowledgedAt === null ? null : { by: row.acknowledged_by ?? '', at: acknowledgedAt },
    resolvedAt: timeOrNull(row.resolved_at),
    affectedServices: row.affected_services,
    assigneeId: row.assignee_id,
    keepOpen: row.keep_open,
    mergedInto: row.merged_into,
    updatedAt: Number(row.updated_at),
    updatedBy: row.updated_by,
  };
}
