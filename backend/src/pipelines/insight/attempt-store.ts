import type { SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** How the jobs of earlier attempts ended, which a run's event no longer says once it was run again. */
export function attemptStore(tx: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { keep };

  /** Before these events are stored: keeps what they are about to replace with a later attempt. */
  async function keep(events: readonly SourceEvent[]): Promise<void> {
    const again = events.flatMap(({ id, kind, data }) =>
      kind === 'pipeline-run' && Number(data.attempt) > 1 ? [{ id, attempt: data.attempt }] : [],
    );
    if (again.length === 0) return;
    await tx.execute(sql`
      insert into run_attempt (workspace_id, event_id, attempt, jobs)
      select workspace_id, id, (data ->> 'attempt')::int, (
        select coalesce(jsonb_agg(jsonb_build_object('name', job -> 'name', 'rawStatus', job -> 'rawStatus')), '[]')
        from jsonb_array_elements(data -> 'jobs') as job)
      from event join jsonb_to_recordset(${JSON.stringify(again)}::jsonb) as fresh (id text, attempt int) using (id)
      where workspace_id = ${workspace} and data ->> 'finishedAt' is not null
        and (data ->> 'attempt')::int < fresh.attempt
      on conflict do nothing`);
  }
}
