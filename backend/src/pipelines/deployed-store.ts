import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DeploymentEvent } from './deployed.ts';

interface DeploymentRow extends Record<string, unknown> {
  id: string;
  connection_id: string;
  resource_id: string;
  data: Record<string, unknown>;
}

/** Further back nobody looks for what is live. */
const perEnvironment = 50;

/** Deployments by where they went. */
export function deployedStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    /** The newest of each environment of each service. */
    everywhere: (connections: readonly string[]) =>
      newest(sql`connection_id = any(${sql.param(connections)}::text[])`),
    /** The newest of each environment of one service. */
    of: (resourceId: string) => newest(sql`resource_id = ${resourceId}`),
  };

  async function newest(condition: SQL): Promise<DeploymentEvent[]> {
    const { rows } = await database.execute<DeploymentRow>(sql`
      select found.* from (
        select distinct resource_id, deployed_to as environment from event
        where workspace_id = ${workspace} and kind = 'deployment' and ${condition}) as place
      cross join lateral (
        select id, connection_id, resource_id, data from event
        where workspace_id = ${workspace} and kind = 'deployment' and resource_id = place.resource_id
          and deployed_to = place.environment
        order by at desc limit ${perEnvironment}) as found`);
    return rows.map(({ connection_id, resource_id, ...row }) => ({
      ...row,
      connectionId: connection_id,
      resourceId: resource_id,
    }));
  }
}
