import type { Outcome } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DeployFact, RunFact, Span } from './facts.ts';

interface RunRow extends Record<string, unknown> {
  connection_id: string;
  outcome: Outcome;
  at: string;
  repository: string;
  workflow: string;
  run_id: string;
  sha: string;
  attempt: number;
  finished_at: number | null;
  committed_at: number | null;
  names: string[];
  words: string[];
  starts: (number | null)[];
  earlier: RunFact['earlier'] | null;
}

interface DeployRow extends Record<string, unknown> {
  connection_id: string;
  resource_id: string;
  outcome: Outcome;
  at: string;
  service: string;
  sha: string;
  status: string;
  finished_at: number | null;
}

/** Runs and deployments cut down to what figures need: a month of them is tens of thousands. */
export function insightStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { runs, deploys, knownSince };

  async function runs(connections: readonly string[], { from, to }: Span): Promise<RunFact[]> {
    const { rows } = await database.execute<RunRow>(sql`
      select connection_id, outcome, at, data ->> 'repository' as repository, data ->> 'workflow' as workflow,
        data ->> 'runId' as run_id, data ->> 'sha' as sha, data -> 'attempt' as attempt,
        data -> 'finishedAt' as finished_at, data -> 'committedAt' as committed_at,
        jsonb_path_query_array(data, '$.jobs[*].name') as names,
        jsonb_path_query_array(data, '$.jobs[*].rawStatus') as words,
        jsonb_path_query_array(data, '$.jobs[*].startedAt') as starts,
        case when data -> 'attempt' > '1' then (
          select jsonb_agg(jobs order by attempt) from run_attempt
          where run_attempt.workspace_id = event.workspace_id and event_id = event.id) end as earlier
      from event
      where workspace_id = ${workspace} and kind = 'pipeline-run' and at >= ${from} and at < ${to}
        and connection_id = any(${sql.param(connections)}::text[])`);
    return rows.map(({ names, words, starts, ...row }) => ({
      ...{ connectionId: row.connection_id, repository: row.repository, workflow: row.workflow },
      ...{ runId: row.run_id, sha: row.sha, outcome: row.outcome, attempt: row.attempt },
      ...{ startedAt: Number(row.at), finishedAt: row.finished_at, committedAt: row.committed_at },
      jobs: names.map((name, i) => ({ name, rawStatus: words[i] ?? '', startedAt: starts[i] ?? null })),
      earlier: row.earlier ?? [],
    }));
  }

  /** To production. */
  async function deploys(connections: readonly string[], { from, to }: Span): Promise<DeployFact[]> {
    const { rows } = await database.execute<DeployRow>(sql`
      select connection_id, resource_id, outcome, at, data ->> 'service' as service, data ->> 'sha' as sha,
        data ->> 'status' as status, data -> 'finishedAt' as finished_at
      from event
      where workspace_id = ${workspace} and kind = 'deployment' and at >= ${from} and at < ${to}
        and data ->> 'environment' = 'production' and connection_id = any(${sql.param(connections)}::text[])`);
    return rows.map(({ connection_id, resource_id, outcome, at, service, sha, status, finished_at }) => ({
      ...{ connectionId: connection_id, resourceId: resource_id, service, sha },
      went: status === 'success' ? 'well' : outcome === 'failed' ? 'badly' : 'unknown',
      at: finished_at ?? Number(at),
    }));
  }

  /** When the oldest deployment of each resource began. */
  async function knownSince(connections: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await database.execute<{ resource_id: string; since: string }>(sql`
      select resource_id, min(at) as since from event
      where workspace_id = ${workspace} and kind = 'deployment'
        and connection_id = any(${sql.param(connections)}::text[])
      group by resource_id`);
    return new Map(rows.map(({ resource_id, since }) => [resource_id, Number(since)]));
  }
}
