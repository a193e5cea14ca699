import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** Deletes deployments, runs and events of before a moment; what is live somewhere stays, however old. */
export async function expireEvents(
  database: Pick<NodePgDatabase, 'execute'>,
  before: number,
  workspace = 'default',
): Promise<void> {
  await database.execute(sql`
    with gone as (
      delete from event old where workspace_id = ${workspace} and at < ${before}
        and (kind <> 'deployment' or exists (select 1 from event later where later.workspace_id = old.workspace_id
          and later.kind = 'deployment' and later.resource_id = old.resource_id and later.at > old.at
          and later.data ->> 'environment' = old.data ->> 'environment' and later.outcome = 'succeeded'))
      returning id)
    delete from run_attempt where workspace_id = ${workspace} and event_id in (select id from gone)`);
}
