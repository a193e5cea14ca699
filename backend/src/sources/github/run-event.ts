import type { Resource, RunData, Sample, SourceEvent } from '@smartops/contract';
import { judgeRun } from './run-status.ts';
import type { Job, WorkflowRun } from './schema.ts';

export interface RunPlace {
  readonly connectionId: string;
  readonly owner: string;
  /** Stands in ids; the same when it is renamed. */
  readonly key: string;
  readonly repo: string;
  /** Where people look at repositories: `https://github.com`. */
  readonly webUrl: string;
}

export function titleOf(run: WorkflowRun): string {
  const title = run.display_title || run.head_commit?.message || nameOf(run);
  return title.split('\n', 1)[0]?.trim() ?? '';
}

const authorOf = (run: WorkflowRun) => run.actor?.login ?? run.head_commit?.author?.name ?? 'unknown';

/** When the latest attempt began. */
const startOf = (run: WorkflowRun) => run.run_started_at ?? run.created_at;

/** When the last job ended; `updated_at` also moves later, for example when the log is deleted. Null while it is going. */
function finishOf(run: WorkflowRun, jobs: readonly Job[]): number | null {
  if (!judgeRun(run.status, run.conclusion).ended) return null;
  const ends = jobs.flatMap(({ completed_at }) => completed_at ?? []);
  return Math.max(startOf(run), ends.length > 0 ? Math.max(...ends) : run.updated_at);
}

const nameOf = (run: WorkflowRun) => run.name || run.path?.split('/').at(-1) || `Workflow ${run.workflow_id}`;

const workflowId = ({ connectionId, key }: RunPlace, run: WorkflowRun) =>
  `${connectionId}:workflow:${key}:${run.workflow_id}`;

const pageOf = ({ webUrl, owner, repo }: RunPlace) => `${webUrl}/${owner}/${repo}`;

const urlOf = (place: RunPlace, run: WorkflowRun) =>
  run.html_url ?? `${pageOf(place)}/actions/runs/${run.id}`;

export function workflowOf(place: RunPlace, run: WorkflowRun): Resource {
  const file = run.path?.split('/').at(-1)?.split('@')[0];
  return {
    id: workflowId(place, run),
    kind: 'github.workflow',
    name: `${place.repo} ${nameOf(run)}`,
    ...(file && { url: `${pageOf(place)}/actions/workflows/${encodeURIComponent(file)}` }),
    attributes: { repository: `${place.owner}/${place.repo}`, workflow: nameOf(run) },
  };
}

/** What says where it may deploy to. */
export function namesOf({ owner, repo }: Pick<RunPlace, 'owner' | 'repo'>, run: WorkflowRun) {
  return {
    workflow: nameOf(run),
    ...(run.path && { path: run.path }),
    trigger: run.event,
    repository: `${owner}/${repo}`,
    branch: run.head_branch ?? 'detached',
    message: titleOf(run),
  };
}

export function eventOfRun(place: RunPlace, run: WorkflowRun, jobs: readonly Job[]): SourceEvent {
  const { outcome, status, rawStatus } = judgeRun(run.status, run.conclusion);
  const data: RunData = {
    runId: run.id,
    ...namesOf(place, run),
    sha: run.head_sha,
    ...(run.head_commit?.timestamp && { committedAt: run.head_commit.timestamp }),
    author: authorOf(run),
    status,
    rawStatus,
    attempt: run.run_attempt,
    url: urlOf(place, run),
    startedAt: startOf(run),
    updatedAt: run.updated_at,
    finishedAt: finishOf(run, jobs),
    jobs: jobs.map((job) => toJob(place, job)),
  };
  return {
    id: `${place.connectionId}:run:${run.id}`,
    resourceId: workflowId(place, run),
    kind: 'pipeline-run',
    outcome,
    title: `${place.repo} ${data.workflow} on ${data.branch}`,
    at: data.startedAt,
    data,
  };
}

export function toJob({ key }: Pick<RunPlace, 'key'>, job: Job): RunData['jobs'][number] {
  const { status, rawStatus, ended } = judgeRun(job.status, job.conclusion);
  // GitHub gives jobs that only wait the time they were created as their start.
  const startedAt = status === 'pending' ? null : (job.started_at ?? null);
  const finishedAt = ended ? (job.completed_at ?? null) : null;
  return {
    id: job.id,
    name: job.name,
    status,
    rawStatus,
    startedAt,
    // A skipped job may end a second before it starts.
    finishedAt: finishedAt === null ? null : Math.max(finishedAt, startedAt ?? finishedAt),
    url: job.html_url,
    logRef: `${key}/${job.id}`,
  };
}

/** How long a run took that did its work, well or badly; none for those that were skipped or cancelled. */
export function durationOf(place: RunPlace, run: WorkflowRun, jobs: readonly Job[]): Sample[] {
  const { outcome } = judgeRun(run.status, run.conclusion);
  const finishedAt = finishOf(run, jobs);
  if (finishedAt === null || (outcome !== 'succeeded' && outcome !== 'failed')) return [];
  const value = finishedAt - startOf(run);
  return [{ resourceId: workflowId(place, run), metric: 'run.duration.ms', value, at: finishedAt }];
}
