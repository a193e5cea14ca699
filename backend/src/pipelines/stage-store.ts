import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Stages } from '../sources/source.ts';

/** Adds the jobs to a run that was stored without them. */
export function stageStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { keep };

  /** Nothing when the run has jobs by now, or was run again. */
  async function keep(eventId: string, attempt: number, stages: Stages): Promise<void> {
    await database.execute(sql`
      update event set data = data || ${JSON.stringify(stages)}::jsonb
      where workspace_id = ${workspace} and id = ${eventId} and kind = 'pipeline-run'
        and data -> 'jobs' = '[]' and (data ->> 'attempt')::int = ${attempt}`);
  }
}
