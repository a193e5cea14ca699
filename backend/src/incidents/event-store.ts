import type { Moment, MomentKind } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { NewMoment, StoredMoment } from './incident.ts';

export interface MomentRow extends Record<string, unknown> {
  id: string | number;
  at: string | number;
  kind: MomentKind;
  text: string;
  detail: string | null;
  by_name: string | null;
  about_kind: NonNullable<Moment['about']>['kind'] | null;
  about_id: string | null;
  url: string | null;
}

const most = 2_000;

/** The timelines of one workspace's incidents. */
export function eventStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { add, all, move };

  /** Writes moments down; what was written before under the same key is not repeated. True when something was new. */
  async function add(incidentId: string, moments: readonly NewMoment[]): Promise<boolean> {
    if (moments.length === 0) return false;
    const rows = moments.map(({ at, kind, text, detail, by, about, url, key }) => ({
      ...{ at, kind, text, detail, by_name: by, url, key },
      ...{ about_kind: about?.kind, about_id: about?.id },
    }));
    const { rows: written } = await database.execute(sql`
      insert into incident_event (workspace_id, incident_id, at, kind, text, detail, by_name, about_kind, about_id, url, key)
      select ${workspace}, ${incidentId}, at, kind, text, detail, by_name, about_kind, about_id, url, key
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m (at bigint, kind text, text text, detail text,
        by_name text, about_kind text, about_id text, url text, key text) order by at
      on conflict (workspace_id, incident_id, key) do nothing returning id`);
    return written.length > 0;
  }

  /** Oldest first; of a very long one the last 2,000. */
  async function all(incidentId: string): Promise<StoredMoment[]> {
    const { rows } = await database.execute<MomentRow>(sql`
      select id, at, kind, text, detail, by_name, about_kind, about_id, url from incident_event
      where workspace_id = ${workspace} and incident_id = ${incidentId} order by at desc, id desc limit ${most}`);
    return rows.map(toMoment).reverse();
  }

  /** Makes one timeline of two; what both have stays once. */
  async function move(from: string, to: string): Promise<void> {
    await database.execute(sql`
      update incident_event e set incident_id = ${to} where workspace_id = ${workspace} and incident_id = ${from}
        and kind <> 'opened' and not exists (select 1 from incident_event o
          where o.workspace_id = e.workspace_id and o.incident_id = ${to} and o.key = e.key)`);
  }
}

export function toMoment(row: MomentRow): StoredMoment {
  const { kind, text, detail, by_name, about_kind, about_id, url } = row;
  return {
    ...{ kind, text, detail, url, by: by_name, id: String(row.id), at: Number(row.at) },
    about: about_kind && about_id ? { kind: about_kind, id: about_id } : null,
  };
}
