import type { FlakyJob, Insight } from '@smartops/contract';
import type { JobOutcome, RunFact } from './facts.ts';
import { workflowOf } from './workflows.ts';

const well = new Set(['success']);
const badly = new Set(['failure', 'timed_out']);

/** Jobs that both failed and succeeded on one commit, the one with most such commits first. Pure. */
export function toFlaky(runs: readonly RunFact[], isDemo: (connectionId: string) => boolean): FlakyJob[] {
  const seen = runs.flatMap((run) =>
    [run.jobs, ...run.earlier].flatMap((jobs) => jobs.flatMap((job) => sightingOf(run, job))),
  );
  const byJob = Map.groupBy(seen, ({ run, name }) => `${workflowOf(run)}\n${name}`);
  return [...byJob.values()]
    .flatMap((sightings) => {
      const byCommit = [...Map.groupBy(sightings, ({ run }) => run.sha).values()];
      const torn = byCommit.filter((all) => all.some(({ ok }) => ok) && all.some(({ ok }) => !ok));
      const last = torn
        .flat()
        .filter(({ ok }) => !ok)
        .toSorted((a, b) => b.run.startedAt - a.run.startedAt)[0];
      if (!last) return [];
      const { connectionId, repository, workflow, runId, startedAt } = last.run;
      return {
        ...{ source: connectionId, demo: isDemo(connectionId), repository, workflow, job: last.name },
        ...{ commits: torn.length, of: byCommit.length, pipelineId: runId },
        lastAt: new Date(startedAt).toISOString(),
      };
    })
    .toSorted((a, b) => b.commits - a.commits || b.lastAt.localeCompare(a.lastAt));
}

function sightingOf(run: RunFact, { name, rawStatus }: JobOutcome) {
  const ok = well.has(rawStatus);
  return ok || badly.has(rawStatus) ? [{ run, name, ok }] : [];
}

/** How many attempts there were before those that are seen, and of how many the outcome is kept. */
export function toAttempts(runs: readonly RunFact[]): Insight['attempts'] {
  return {
    earlier: runs.reduce((sum, { attempt }) => sum + attempt - 1, 0),
    kept: runs.reduce((sum, { earlier }) => sum + earlier.length, 0),
  };
}
