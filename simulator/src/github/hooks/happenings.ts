import type { Service } from '../../world/shop.ts';
import type { Book } from '../script/book.ts';
import { statesAt } from '../script/deployment-states.ts';
import type { Commit, DeploymentPlan, JobPlan, RunPlan, StatePlan } from '../script/plan.ts';

/** Something that changed at a moment, in the words of GitHub's webhooks. */
export type Happening = { readonly at: number } & (
  | { readonly event: 'push'; readonly branch: string; readonly commit: Commit }
  | {
      readonly event: 'workflow_run';
      readonly action: 'requested' | 'in_progress' | 'completed';
      readonly run: RunPlan;
    }
  | {
      readonly event: 'workflow_job';
      readonly action: 'waiting' | 'queued' | 'in_progress' | 'completed';
      readonly run: RunPlan;
      readonly job: JobPlan;
    }
  | { readonly event: 'deployment'; readonly action: 'created'; readonly deployment: DeploymentPlan }
  | {
      readonly event: 'deployment_status';
      readonly action: 'created';
      readonly deployment: DeploymentPlan;
      readonly state: StatePlan;
      readonly index: number;
    }
);

/** All that changes in a repository from one moment until before another, in order. */
export function happeningsOf(book: Book, repo: Service, from: number, to: number): readonly Happening[] {
  const isIn = ({ at }: { readonly at: number }) => at >= from && at < to;
  const going = book.runs(repo, to).filter(({ startedAt, endsAt }) => endsAt >= from || startedAt >= from);
  const tries = going.flatMap(({ id }) => book.attempts(repo, id, to));
  return [
    ...pushesOf(book.commits(repo, to).filter(isIn), tries),
    ...tries.flatMap(runHappenings),
    ...tries.flatMap((run) => run.jobs.flatMap((job) => jobHappenings(run, job))),
    ...deploymentHappenings(book.deployments(repo, to), isIn, to),
  ]
    .filter(isIn)
    .sort((a, b) => a.at - b.at);
}

function pushesOf(main: readonly Commit[], tries: readonly RunPlan[]): Happening[] {
  const opened = tries.filter(
    ({ event, workflow, attempt }) => event === 'pull_request' && workflow === 'ci' && attempt === 1,
  );
  return [
    ...main.map((commit) => ({ event: 'push', branch: 'main', commit, at: commit.at }) as const),
    ...opened.map(({ branch, commit, createdAt: at }) => ({ event: 'push', branch, commit, at }) as const),
  ];
}

function runHappenings(run: RunPlan): Happening[] {
  const begins = run.jobs
    .filter(({ startsAt, endsAt }) => endsAt > startsAt && startsAt >= run.startedAt)
    .map(({ startsAt }) => startsAt);
  const of = (action: 'requested' | 'in_progress' | 'completed', at: number): Happening => ({
    event: 'workflow_run',
    action,
    run,
    at,
  });
  const goes = begins.length > 0 ? [of('in_progress', Math.min(...begins))] : [];
  return [of('requested', run.startedAt), ...goes, of('completed', run.endsAt)];
}

/** A job that was not run again in an attempt is no news. */
function jobHappenings(run: RunPlan, job: JobPlan): Happening[] {
  const { queuedAt, waitsUntil, startsAt, endsAt } = job;
  if (endsAt < run.startedAt) return [];
  const of = (action: 'waiting' | 'queued' | 'in_progress' | 'completed', at: number): Happening => ({
    event: 'workflow_job',
    action,
    run,
    job,
    at,
  });
  const runs = endsAt > startsAt;
  const waits = waitsUntil === undefined ? [] : [of('waiting', queuedAt)];
  const goes = runs ? [of('queued', waitsUntil ?? queuedAt), of('in_progress', startsAt)] : [];
  return [...waits, ...goes, of('completed', endsAt)];
}

function deploymentHappenings(
  all: readonly DeploymentPlan[],
  isIn: (what: { readonly at: number }) => boolean,
  to: number,
): Happening[] {
  const made = all
    .filter(({ createdAt }) => isIn({ at: createdAt }))
    .map(
      (deployment) =>
        ({ event: 'deployment', action: 'created', deployment, at: deployment.createdAt }) as const,
    );
  // Only what a deployment says of itself can make another one inactive.
  if (!all.some(({ states }) => states.some(isIn))) return made;
  const said = all.flatMap((deployment) =>
    statesAt(all, deployment, to).map(
      (state, index) =>
        ({ event: 'deployment_status', action: 'created', deployment, state, index, at: state.at }) as const,
    ),
  );
  return [...made, ...said.filter(isIn)];
}
