import { DAY } from '../../world/world.ts';
import type { JobPlan, RunPlan } from './plan.ts';

/** A file that a job left. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly run: RunPlan;
  readonly file: string;
  readonly text: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

const kept = { build: 90 * DAY, test: 14 * DAY };

/** What builds and tests that went well leave behind. */
export function artifactsOf(run: RunPlan): readonly Artifact[] {
  return run.jobs.flatMap((job) => {
    const { kind, endsAt, startsAt, conclusion, id } = job;
    if ((kind !== 'build' && kind !== 'test') || conclusion !== 'success' || startsAt < run.startedAt)
      return [];
    const made = kind === 'build' ? digestOf(run) : resultsOf(job);
    return { id, run, ...made, createdAt: endsAt, expiresAt: endsAt + kept[kind] };
  });
}

const digestOf = ({ repo, commit }: RunPlan) => ({
  name: 'image-digest',
  file: 'digest.txt',
  text: `${repo}@sha256:${commit.sha}${commit.sha.slice(0, 24)}\n`,
});

function resultsOf({ name, id }: JobPlan) {
  const shard = /\((\d)\//.exec(name)?.[1];
  const tests = 60 + (id % 40);
  return {
    name: shard ? `test-results-${shard}` : 'test-results',
    file: 'junit.xml',
    text: `<?xml version="1.0"?>\n<testsuites name="${name}" tests="${tests}" failures="0"></testsuites>\n`,
  };
}
