import type { Outcome, Resource, SourceEvent } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

export interface StoredResource extends Resource {
  readonly connectionId: string;
}

export interface StoredEvent extends SourceEvent {
  readonly connectionId: string;
}

interface ResourceRow extends Record<string, unknown> {
  id: string;
  connection_id: string;
  kind: string;
  name: string;
  region: string | null;
  state: string | null;
  url: string | null;
  attributes: Record<string, unknown>;
}

interface EventRow extends Record<string, unknown> {
  id: string;
  connection_id: string;
  resource_id: string;
  kind: string;
  outcome: Outcome;
  title: string;
  at: string;
  data: Record<string, unknown>;
}

/** What sources saw, as it is known now. */
export function readStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    /** Those that are still there, by id. */
    resources: (kinds: readonly string[]) =>
      resources(sql`kind = any(${sql.param(kinds)}::text[]) and gone_at is null order by id`),
    resource: async (id: string) => (await resources(sql`id = ${id}`))[0],
    /** Newest first, of the connections given. */
    events: (kind: string, connections: readonly string[], limit: number) =>
      events(sql`kind = ${kind} and connection_id = any(${sql.param(connections)}::text[])
        order by at desc, id limit ${limit}`),
    event: async (id: string) => (await events(sql`id = ${id}`))[0],
    /** The newest of this kind that belongs to a run. */
    eventOfRun: async (kind: 'pipeline-run' | 'deployment', runId: string) =>
      (await events(sql`kind = ${kind} and run_id = ${runId} order by at desc limit 1`))[0],
    /** Those that began in a window, newest first. */
    eventsBetween: (kind: string, from: number, to: number) =>
      events(sql`kind = ${kind} and at >= ${from} and at <= ${to} order by at desc, id`),
  };

  async function resources(condition: SQL): Promise<StoredResource[]> {
    const { rows } = await database.execute<ResourceRow>(sql`
      select id, connection_id, kind, name, region, state, url, attributes from resource
      where workspace_id = ${workspace} and ${condition}`);
    return rows.map(({ connection_id, region, state, url, ...row }) => ({
      ...row,
      connectionId: connection_id,
      ...(region !== null && { region }),
      ...(state !== null && { state }),
      ...(url !== null && { url }),
    }));
  }

  async function events(condition: SQL): Promise<StoredEvent[]> {
    const { rows } = await database.execute<EventRow>(sql`
      select id, connection_id, resource_id, kind, outcome, title, at, data from event
      where workspace_id = ${workspace} and ${condition}`);
    return rows.map(({ connection_id, resource_id, at, ...row }) => ({
      ...row,
      connectionId: connection_id,
      resourceId: resource_id,
      at: Number(at),
    }));
  }
}
