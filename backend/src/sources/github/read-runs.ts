import type { GitHubCalls } from './calls.ts';
import type { RepositoryCursor } from './cursor.ts';
import { readPages } from './read-pages.ts';
import { isGoing } from './run-status.ts';
import type { Job, WorkflowRun } from './schema.ts';
import type { Settled } from './settled.ts';

export interface RunWithJobs {
  readonly run: WorkflowRun;
  readonly jobs: readonly Job[];
}

export interface RunReading {
  readonly github: GitHubCalls;
  readonly repo: string;
  readonly since: RepositoryCursor | undefined;
  readonly settledJobs: Settled<readonly Job[]>;
}

// GitHub's lists are not always up to date at once, so what changed shortly before is delivered again.
const overlapMs = 2 * 60_000;
export const firstRuns = 50;

/** Runs that are new, going or changed since the cursor, with their jobs; the first time the last 50. Throws SourceError. */
export async function readRuns(reading: RunReading) {
  const { since } = reading;
  const { runs, newest } = await listRuns(reading);
  const changed = runs.filter(
    (run) =>
      !since ||
      isGoing(run) ||
      since.going.includes(run.id) ||
      run.updated_at >= since.runsSeenAt - overlapMs,
  );
  return {
    newest,
    runs: await Promise.all(changed.map(async (run) => ({ run, jobs: await jobsOf(reading, run) }))),
    going: runs.filter(isGoing).map(({ id }) => id),
    seenAt: Math.max(since?.runsSeenAt ?? 0, ...runs.map((run) => run.updated_at)),
  };
}

/** All together, and of them the newest: the newest runs, those in progress at any age, and the rest of those that were going the last time. */
async function listRuns({ github, repo, since }: RunReading) {
  const isEnough = (runs: readonly WorkflowRun[]) =>
    since?.runsSeenAt ? runs.some((run) => run.created_at <= since.runsSeenAt) : runs.length >= firstRuns;
  const [newest, inProgress] = await Promise.all([
    readPages((page) => github.runs(repo, page), isEnough),
    github.runsInProgress(repo),
  ]);
  // The second list is asked apart from the first and may be older, so the first wins.
  const runs = new Map([...inProgress.value, ...newest].map((run) => [run.id, run]));
  const elsewhere = since?.going.filter((id) => !runs.has(id)) ?? [];
  const rest = await Promise.all(elsewhere.map((id) => github.run(repo, id)));
  return { newest, runs: [...runs.values(), ...rest.flatMap(({ value }) => value ?? [])] };
}

async function jobsOf({ github, repo, settledJobs }: RunReading, run: WorkflowRun): Promise<readonly Job[]> {
  const key = `${repo}/${run.id}/${run.run_attempt}/${run.updated_at}`;
  const settled = settledJobs.get(key);
  if (settled) return settled;
  const jobs = await readPages(
    (page) => github.jobs(repo, run.id, page),
    () => false,
  );
  if (!isGoing(run) && jobs.every(({ status }) => status === 'completed')) settledJobs.set(key, jobs);
  return jobs;
}
