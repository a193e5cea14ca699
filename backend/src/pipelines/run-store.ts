import type { RunChoices, RunFilter, RunMark } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type ListedEvent, listEvents, type Range } from './listed-event-store.ts';

export interface ChangedRun {
  readonly runId: string;
  readonly at: number;
  readonly changedAt: number;
}

/** Runs that made it usual. */
const usualOf = 20;
/** Of branches and people there may be thousands. */
const mostChoices = 200;

/** Workflow runs over all history. */
export function runStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { list, count, choices, usual, changed };

  /** Newest first. */
  function list(connections: readonly string[], filter: RunFilter, range: Range): Promise<ListedEvent[]> {
    return listEvents(database, matches(connections, filter), range);
  }

  async function count(connections: readonly string[], filter: RunFilter): Promise<number> {
    const { rows } = await database.execute<{ count: string }>(
      sql`select count(*) from event where ${matches(connections, filter)}`,
    );
    return Number(rows[0]?.count);
  }

  async function choices(connections: readonly string[]): Promise<RunChoices> {
    const { rows } = await database.execute<{ kind: keyof RunChoices; name: string }>(sql`
      select kind, name from (
        select kind, name, row_number() over (partition by kind order by at desc, name) as place from (
          select coalesce(run_repository, run_workflow, run_branch, run_actor) as name, max(at) as at,
            case when grouping(run_repository) = 0 then 'repositories' when grouping(run_workflow) = 0 then 'workflows'
              when grouping(run_branch) = 0 then 'branches' else 'actors' end as kind
          from event where ${matches(connections, {})}
          group by grouping sets ((run_repository), (run_workflow), (run_branch), (run_actor))) as named
        where name is not null) as placed
      where place <= ${mostChoices} or kind in ('repositories', 'workflows')`);
    const of = (kind: keyof RunChoices) =>
      rows.flatMap((row) => (row.kind === kind ? [row.name] : [])).toSorted((a, b) => a.localeCompare(b));
    return {
      repositories: of('repositories'),
      workflows: of('workflows'),
      branches: of('branches'),
      actors: of('actors'),
    };
  }

  /** How long the last runs of each workflow took that went well, ms: the middle of them. By resource. */
  async function usual(resources: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await database.execute<{ id: string; took: string }>(sql`
      select workflow.id, percentile_disc(0.5) within group (order by last.took) as took
      from unnest(${sql.param([...new Set(resources)])}::text[]) as workflow (id)
      cross join lateral (
        select (data ->> 'finishedAt')::bigint - at as took from event
        where workspace_id = ${workspace} and kind = 'pipeline-run' and resource_id = workflow.id
          and run_status = 'success' and data -> 'finishedAt' <> 'null'
        order by at desc limit ${usualOf}) as last
      group by workflow.id`);
    return new Map(rows.map(({ id, took }) => [id, Number(took)]));
  }

  /** Those that were new or changed last. */
  async function changed(connections: readonly string[], limit: number): Promise<ChangedRun[]> {
    const { rows } = await database.execute<{ run_id: string; at: string; updated_at: string }>(sql`
      select run_id, at, updated_at from event where ${matches(connections, {})}
      order by updated_at desc, id limit ${limit}`);
    return rows.map((row) => ({
      runId: row.run_id,
      at: Number(row.at),
      changedAt: Number(row.updated_at),
    }));
  }

  function matches(connections: readonly string[], filter: RunFilter): SQL {
    const { repository, workflow, branch, actor, status, environment, text } = filter;
    const ids = sql.param(connections);
    const words = [...new Set(text?.split(/\s+/).filter(Boolean))];
    const conditions = [
      sql`workspace_id = ${workspace} and kind = 'pipeline-run' and connection_id = any(${ids}::text[])`,
      repository && sql`run_repository = ${repository}`,
      workflow && sql`run_workflow = ${workflow}`,
      branch && sql`run_branch = ${branch}`,
      actor && sql`run_actor = ${actor}`,
      status && sql`run_status = ${status}`,
      environment &&
        sql`(connection_id, run_id) in (
          select connection_id, run_id from event where workspace_id = ${workspace} and kind = 'deployment'
            and connection_id = any(${ids}::text[]) and data ->> 'environment' = ${environment})`,
      ...words.map((word) => sql`strpos(run_words, lower(${word})) > 0`),
    ];
    return sql.join(
      conditions.filter((one) => typeof one === 'object'),
      sql` and `,
    );
  }
}

export const toRunMark = ({ runId, at, changedAt }: ChangedRun): RunMark => ({
  id: runId,
  startedAt: new Date(at).toISOString(),
  changedAt: new Date(changedAt).toISOString(),
});
