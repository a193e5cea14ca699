import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Join } from './draft.ts';

/** What is said of the alerts of an incident as a whole. */
export interface Standing {
  readonly alerts: number;
  readonly firing: number;
  /** When the last of them ended. */
  readonly lastEnd: number | null;
}

/** Which alerts are part of which incident, in one workspace. */
export function memberStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { alertsOf, hold, standing, join, take, move, unseen };

  /** Ids of the alerts of an incident, those that fire first. */
  async function alertsOf(incidentId: string, limit = 100_000): Promise<string[]> {
    const { rows } = await database.execute<{ id: string }>(sql`
      select a.id from incident_alert m join alert a on a.workspace_id = m.workspace_id and a.id = m.alert_id
      where m.workspace_id = ${workspace} and m.incident_id = ${incidentId} and m.removed_at is null
      order by a.state, a.started_at, a.id limit ${limit}`);
    return rows.map(({ id }) => id);
  }

  /** Holds the alerts until the transaction ends: before the incident, as whoever judges and groups does. */
  async function hold(incidentIds: readonly string[]): Promise<void> {
    await database.execute(sql`
      select 1 from alert where workspace_id = ${workspace}
        and incident_id = any(${sql.param([...incidentIds])}::text[]) order by id for update`);
  }

  async function standing(incidentIds: readonly string[]): Promise<Map<string, Standing>> {
    const { rows } = await database.execute<{
      id: string;
      alerts: number;
      firing: number;
      last_end: string;
    }>(sql`
      select m.incident_id as id, count(*)::int as alerts, max(coalesce(a.resolved_at, (a.dismissal ->> 'at')::bigint)) as last_end,
        count(*) filter (where a.state = 'firing' and a.dismissal is null)::int as firing
      from incident_alert m join alert a on a.workspace_id = m.workspace_id and a.id = m.alert_id
      where m.workspace_id = ${workspace} and m.removed_at is null
        and m.incident_id = any(${sql.param([...incidentIds])}::text[])
      group by m.incident_id`);
    return new Map(
      rows.map(({ id, alerts, firing, last_end }) => [
        id,
        { alerts, firing, lastEnd: last_end === null ? null : Number(last_end) },
      ]),
    );
  }

  /** Makes alerts part of an incident. Throws when one is part of another. */
  async function join(incidentId: string, joins: readonly Join[], at: number): Promise<void> {
    if (joins.length === 0) return;
    const rows = joins.map(({ alertId, rule }) => ({ alert_id: alertId, rule }));
    await database.execute(sql`
      insert into incident_alert (workspace_id, incident_id, alert_id, joined_at, rule)
      select ${workspace}, ${incidentId}, alert_id, ${at}, rule
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j (alert_id text, rule text)
      on conflict (workspace_id, incident_id, alert_id)
        do update set removed_at = null, removed_by = null, joined_at = excluded.joined_at, rule = excluded.rule`);
    await belong(
      joins.map(({ alertId }) => alertId),
      incidentId,
    );
  }

  /** Takes alerts out and remembers that a person did. */
  async function take(
    incidentId: string,
    alertIds: readonly string[],
    { at, by }: { readonly at: number; readonly by: string },
  ): Promise<void> {
    await database.execute(sql`
      update incident_alert set removed_at = ${at}, removed_by = ${by}
      where workspace_id = ${workspace} and incident_id = ${incidentId}
        and alert_id = any(${sql.param([...alertIds])}::text[])`);
    await belong(alertIds, null);
  }

  /** All that are part of one incident become part of another. */
  async function move(from: string, to: string, at: number): Promise<void> {
    const alertIds = await alertsOf(from);
    await database.execute(sql`
      delete from incident_alert where workspace_id = ${workspace} and incident_id = ${from} and removed_at is null`);
    await join(
      to,
      alertIds.map((alertId) => ({ alertId, rule: null })),
      at,
    );
  }

  async function belong(alertIds: readonly string[], incidentId: string | null): Promise<void> {
    await database.execute(sql`
      update alert set incident_id = ${incidentId}
      where workspace_id = ${workspace} and id = any(${sql.param([...alertIds])}::text[])`);
  }

  /** Ids of those that fire and that nobody has acknowledged. */
  async function unseen(incidentId: string): Promise<string[]> {
    const { rows } = await database.execute<{ id: string }>(sql`
      select id from alert where workspace_id = ${workspace} and incident_id = ${incidentId} and state = 'firing'
        and acknowledged_at is null and dismissal is null order by id`);
    return rows.map(({ id }) => id);
  }
}
