import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Kin } from './traits.ts';

const mostLoose = 500;

interface KinRow extends Record<string, unknown> {
  incident_id: string;
  id: string;
  fingerprint: string;
  resource_id: string;
  resource_name: string;
  account: string | null;
  region: string | null;
  labels: Record<string, string>;
  started_at: string;
  deployments: { id: string; title: string }[];
  removed: boolean;
}

export interface Membership {
  readonly members: Kin[];
  readonly barred: Set<string>;
}

/** What grouping has to know of the alerts of one workspace. */
export function kinStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { of, loose, handled };

  /** What grouping knows of the alerts of these incidents, by incident. */
  async function of(incidentIds: readonly string[]): Promise<Map<string, Membership>> {
    const { rows } = await database.execute<KinRow>(sql`
      select m.incident_id, a.id, a.fingerprint, a.resource_id, a.resource_name, a.account, a.region, a.labels,
        a.started_at, m.removed_at is not null as removed, jsonb_path_query_array(a.changed_before,
          '$[*] ? (@.kind == "deployment")') as deployments
      from incident_alert m join alert a on a.workspace_id = m.workspace_id and a.id = m.alert_id
      where m.workspace_id = ${workspace} and m.incident_id = any(${sql.param([...incidentIds])}::text[])`);
    const found = new Map<string, Membership>(
      incidentIds.map((id) => [id, { members: [], barred: new Set() }]),
    );
    for (const row of rows) {
      const { members, barred } = found.get(row.incident_id) ?? { members: [], barred: new Set() };
      if (row.removed) barred.add(row.fingerprint);
      else members.push(toKin(row));
    }
    return found;
  }

  /** Ids of what has fired since without being part of anything, held; what somebody else works on is left to them. */
  async function loose(since: number): Promise<string[]> {
    const { rows } = await database.execute<{ id: string }>(sql`
      select id from alert where workspace_id = ${workspace} and state = 'firing' and incident_id is null
        and started_at >= ${since} order by started_at, id limit ${mostLoose} for update skip locked`);
    return rows.map(({ id }) => id);
  }

  /** Those among these alerts that a person took out of an incident. */
  async function handled(alertIds: readonly string[]): Promise<Set<string>> {
    const { rows } = await database.execute<{ alert_id: string }>(sql`
      select alert_id from incident_alert where workspace_id = ${workspace} and removed_at is not null
        and alert_id = any(${sql.param([...alertIds])}::text[])`);
    return new Set(rows.map(({ alert_id }) => alert_id));
  }
}

function toKin({ resource_id, resource_name, started_at, ...row }: KinRow): Kin {
  const { id, fingerprint, account, region, labels, deployments } = row;
  return {
    ...{ id, fingerprint, account, region, labels, deployments },
    resourceId: resource_id,
    resourceName: resource_name,
    startedAt: Number(started_at),
  };
}
