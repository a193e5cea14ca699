import { type Pipeline, RunData, type Stage } from '@smartops/contract';
import { formatDuration } from '../signals/format-value.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import { inOrder } from './in-order.ts';
import type { Needs } from './needs.ts';

const usualOf = 20;

interface Around {
  isDemo(connectionId: string): boolean;
  /** What the runs of a workflow usually take, by resource. */
  readonly usual: ReadonlyMap<string, number>;
  /** What each stage waits for, by id, where it is known. */
  readonly needs?: Needs | undefined;
}

/** Runs as people see them, in the order given. */
export function toRuns(
  events: readonly Pick<StoredEvent, 'connectionId' | 'resourceId' | 'data'>[],
  { isDemo, usual, needs }: Around,
): Pipeline[] {
  return events.flatMap(({ connectionId, resourceId, data }) => {
    const run = RunData.safeParse(data).data;
    if (!run) return [];
    const usualMs = usual.get(resourceId) ?? null;
    return [{ ...toPipeline(run, connectionId, isDemo(connectionId), needs), usualMs }];
  });
}

/** Runs as people see them, in the order given; `usualMs` from the successful ones of the same workflow among them. */
export function toPipelines(
  events: readonly StoredEvent[],
  isDemo: (connectionId: string) => boolean,
): Pipeline[] {
  const runs = events.flatMap((event) => {
    const parsed = RunData.safeParse(event.data);
    return parsed.success ? [{ event, run: parsed.data }] : [];
  });
  const durations = new Map<string, number[]>();
  for (const { run } of runs) {
    if (run.status !== 'success' || run.finishedAt === null) continue;
    const list = durations.get(workflowOf(run)) ?? [];
    if (list.length < usualOf) durations.set(workflowOf(run), [...list, run.finishedAt - run.startedAt]);
  }
  return runs.map(({ event, run }) => ({
    ...toPipeline(run, event.connectionId, isDemo(event.connectionId)),
    usualMs: median(durations.get(workflowOf(run)) ?? []),
  }));
}

function toPipeline(run: RunData, source: string, demo: boolean, needs?: Needs): Pipeline {
  return {
    id: run.runId,
    name: run.workflow,
    repository: run.repository,
    branch: run.branch,
    commit: run.sha.slice(0, 7),
    author: run.author,
    title: run.message,
    status: run.status,
    rawStatus: run.rawStatus,
    stages: inOrder(run.jobs.map((job) => toStage(job, needs))),
    startedAt: new Date(run.startedAt).toISOString(),
    updatedAt: new Date(run.updatedAt).toISOString(),
    durationMs: run.finishedAt === null ? null : run.finishedAt - run.startedAt,
    usualMs: null,
    attempt: run.attempt,
    url: run.url,
    source,
    demo,
  };
}

function toStage(job: RunData['jobs'][number], needs: Needs | undefined): Stage {
  const { startedAt, finishedAt, rawStatus } = job;
  const tookNothing = rawStatus === 'skipped' || (rawStatus === 'cancelled' && startedAt === finishedAt);
  const hasRun = startedAt !== null && finishedAt !== null && !tookNothing;
  const durationMs = hasRun ? finishedAt - startedAt : null;
  return {
    id: job.id,
    name: job.name,
    status: job.status,
    rawStatus: job.rawStatus,
    duration: durationMs === null ? '—' : formatDuration(durationMs),
    durationMs,
    startedAt: isoOrNull(job.startedAt),
    finishedAt: isoOrNull(job.finishedAt),
    url: job.url,
    needs: needs?.get(job.id)?.slice() ?? null,
  };
}

/** The one run that a glance should show: the newest that is going, else the newest. */
export function mostTelling(pipelines: readonly Pipeline[]): Pipeline | undefined {
  const newest = pipelines.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  return newest.find(({ status }) => status === 'running') ?? newest[0];
}

const workflowOf = ({ repository, workflow }: RunData) => `${repository} ${workflow}`;

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
