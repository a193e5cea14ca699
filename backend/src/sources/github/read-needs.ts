import type { RunData } from '@smartops/contract';
import type { GitHubCalls } from './calls.ts';
import { type JobTemplate, needsOf, readJobs } from './job-graph.ts';
import type { Settled } from './settled.ts';

interface Around {
  readonly repo: string;
  readonly github: Pick<GitHubCalls, 'file'>;
  /** What files at a commit hold, which stays so. */
  readonly known: Settled<readonly JobTemplate[]>;
}

/** What each job of a run waited for, from the workflow's file at its commit: one request a file and commit. Throws SourceError. */
export async function readNeeds(
  { path, sha, jobs }: RunData & { readonly path: string },
  { repo, github, known }: Around,
): Promise<Map<string, readonly string[]> | undefined> {
  // A called or required workflow may be of another place: `path@ref`.
  const [file = path] = path.split('@');
  const key = `${repo} ${file} ${sha}`;
  let templates = known.get(key);
  if (!templates) {
    templates = readJobs((await github.file(repo, file, sha)) ?? '') ?? [];
    known.set(key, templates);
  }
  return needsOf(jobs, templates);
}
