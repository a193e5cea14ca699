import type { RepoCall } from './call.ts';
import { GitHubError } from './call.ts';
import { stateOfJob } from './run-state.ts';

interface Wanted {
  readonly ref: string;
  readonly sha: string;
  /** All that there are unless said. */
  readonly wanted: readonly string[] | undefined;
}

/** A commit is not deployed while a check of it goes on or has failed. */
export function refuseUnlessGreen(call: RepoCall, { ref, sha, wanted }: Wanted): void {
  const checks = checksOf(call, sha);
  const isGreen = (context: string) => ['success', 'skipped'].includes(checks.get(context) ?? '');
  if (!(wanted ?? [...checks.keys()]).every(isGreen))
    throw new GitHubError(409, `Conflict: Commit status checks failed for ${ref}.`);
}

/** The latest word of each check of a commit. */
function checksOf({ book, repo, now }: RepoCall, sha: string): ReadonlyMap<string, string> {
  const jobs = book
    .runs(repo, now)
    .filter(({ commit }) => commit.sha === sha)
    .flatMap((run) => run.jobs.filter(({ queuedAt }) => queuedAt <= now));
  return new Map(jobs.map((job) => [job.name, stateOfJob(job, now).conclusion ?? 'pending']));
}
