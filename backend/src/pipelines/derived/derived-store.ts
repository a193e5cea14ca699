import type { Outcome } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { StoredEvent } from '../../signals/read-store.ts';

interface Row extends Record<string, unknown> {
  id: string;
  connection_id: string;
  resource_id: string;
  kind: string;
  outcome: Outcome;
  title: string;
  at: string;
  data: Record<string, unknown>;
}

export interface Span {
  readonly connections: readonly string[];
  readonly limit: number;
}

/** Enough to tell how a place is doing: what was cancelled there says nothing. */
const perEnvironment = 20;
const shownColumns = sql`id, connection_id, resource_id, kind, outcome, title, at`;

/** Runs and the deployments that they are. */
export function derivedStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    /** Without their jobs, by id. */
    runsAfter: (id: string, { connections, limit }: Span) =>
      runs(
        sql`connection_id = any(${sql.param(connections)}::text[]) and id > ${id} order by id limit ${limit}`,
      ),
    /** Without their jobs, newest first. */
    runsBefore: (
      { at, id }: Pick<StoredEvent, 'at' | 'id'>,
      { since, connections, limit }: Span & { readonly since: number },
    ) =>
      runs(sql`connection_id = any(${sql.param(connections)}::text[]) and at >= ${since}
        and (at, id) < (${at}, ${id}) order by at desc, id desc limit ${limit}`),
    deployments: async (ids: readonly string[]) =>
      new Map(
        (
          await events(sql`select ${shownColumns}, data from event
            where workspace_id = ${workspace} and kind = 'deployment' and id = any(${sql.param(ids)}::text[])`)
        ).map((event) => [event.id, event]),
      ),
    newestOf,
    services,
    remove,
  };

  function runs(condition: SQL): Promise<StoredEvent[]> {
    return events(sql`select ${shownColumns}, jsonb_set(data, '{jobs}', '[]') as data from event
      where workspace_id = ${workspace} and kind = 'pipeline-run' and ${condition}`);
  }

  /** The newest deployments of each environment of these, newest first. */
  function newestOf(resourceIds: readonly string[]): Promise<StoredEvent[]> {
    return events(sql`
      select found.* from (
        select distinct resource_id, data ->> 'environment' as environment from event
        where workspace_id = ${workspace} and kind = 'deployment'
          and resource_id = any(${sql.param(resourceIds)}::text[])) as place
      cross join lateral (
        select ${shownColumns}, data from event
        where workspace_id = ${workspace} and kind = 'deployment' and resource_id = place.resource_id
          and data ->> 'environment' = place.environment
        order by at desc limit ${perEnvironment}) as found
      order by found.at desc`);
  }

  /** Those that are known, and whether they use deployments of their own. */
  async function services(ids: readonly string[]): Promise<Map<string, boolean>> {
    const { rows } = await database.execute<{ id: string; uses: boolean }>(sql`
      select id, coalesce(attributes ->> 'usesDeployments' = 'true', false) as uses from resource
      where workspace_id = ${workspace} and id = any(${sql.param([...new Set(ids)])}::text[])`);
    return new Map(rows.map(({ id, uses }) => [id, uses]));
  }

  async function remove(ids: readonly string[]): Promise<void> {
    await database.execute(sql`
      delete from event where workspace_id = ${workspace} and kind = 'deployment'
        and id = any(${sql.param(ids)}::text[])`);
  }

  async function events(query: SQL): Promise<StoredEvent[]> {
    const { rows } = await database.execute<Row>(query);
    return rows.map(({ connection_id, resource_id, at, ...row }) => ({
      ...row,
      connectionId: connection_id,
      resourceId: resource_id,
      at: Number(at),
    }));
  }
}
