import type { WorkflowInsight } from '@smartops/contract';
import { isIn, type RunFact, type Span } from './facts.ts';
import { median, percentile, rate } from './statistics.ts';

export interface Windows {
  readonly now: Span;
  readonly before: Span;
}

/** How each workflow runs, the one that runs most first. Pure. */
export function toWorkflows(
  runs: readonly RunFact[],
  windows: Windows,
  isDemo: (connectionId: string) => boolean,
): WorkflowInsight[] {
  const byWorkflow = Map.groupBy(runs, workflowOf);
  return [...byWorkflow.values()]
    .flatMap((own) => {
      const inside = own.filter(({ startedAt }) => isIn(windows.now, startedAt));
      const [first] = inside;
      if (!first) return [];
      const [value, before] = [
        figuresOf(inside),
        figuresOf(own.filter(({ startedAt }) => isIn(windows.before, startedAt))),
      ];
      const figure = (name: keyof typeof value) => ({ value: value[name], before: before[name] });
      return {
        source: first.connectionId,
        demo: isDemo(first.connectionId),
        repository: first.repository,
        workflow: first.workflow,
        runs: inside.length,
        successRate: figure('successRate'),
        medianMs: figure('medianMs'),
        p95Ms: figure('p95Ms'),
        queueMs: figure('queueMs'),
      };
    })
    .toSorted((a, b) => b.runs - a.runs || a.repository.localeCompare(b.repository));
}

export const workflowOf = ({ connectionId, repository, workflow }: RunFact) =>
  `${connectionId}\n${repository}\n${workflow}`;

/** Runs that were skipped or stopped say nothing about how well the workflow does. */
function figuresOf(runs: readonly RunFact[]) {
  const well = runs.filter(({ outcome }) => outcome === 'succeeded');
  const badly = runs.filter(({ outcome }) => outcome === 'failed');
  const tookMs = well.flatMap(({ startedAt, finishedAt }) =>
    finishedAt === null ? [] : finishedAt - startedAt,
  );
  return {
    successRate: rate(well.length, well.length + badly.length),
    medianMs: median(tookMs),
    p95Ms: percentile(tookMs, 0.95),
    queueMs: median(runs.flatMap((run) => queuedMs(run) ?? [])),
  };
}

/** From the attempt's beginning to its first job's; jobs that were not run again keep times from before it. */
function queuedMs({ startedAt, jobs }: Pick<RunFact, 'startedAt' | 'jobs'>): number | null {
  const starts = jobs.flatMap((job) =>
    job.startedAt === null || job.startedAt < startedAt || job.rawStatus === 'skipped' ? [] : job.startedAt,
  );
  return starts.length === 0 ? null : Math.min(...starts) - startedAt;
}
