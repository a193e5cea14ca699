import type { RunData } from '@smartops/contract';
import type { Stages } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import { toJob } from './run-event.ts';

/** The jobs of an older run, one request for up to 100 of them; undefined when GitHub has none of it any more. Throws SourceError. */
export async function readStages(
  { key, name }: { readonly key: string; readonly name: string },
  { runId, finishedAt, startedAt }: RunData,
  github: Pick<GitHubCalls, 'jobs'>,
): Promise<Stages | undefined> {
  const { value: jobs } = await github.jobs(name, runId, 1);
  if (jobs.length === 0) return undefined;
  const ends = jobs.flatMap(({ completed_at }) => completed_at ?? []);
  return {
    jobs: jobs.map((job) => toJob({ key }, job)),
    finishedAt: finishedAt === null || ends.length === 0 ? finishedAt : Math.max(startedAt, ...ends),
  };
}
