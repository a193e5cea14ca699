import { SECOND, type World } from '../../world/world.ts';
import { chanceOf } from './changes.ts';
import { deploymentId, jobId } from './ids.ts';
import type { Attempt, DeploymentPlan, JobPlan, Recipe, RunDraft, RunPlan, StatePlan } from './plan.ts';
import { conclude, timeJobs } from './timing.ts';
import { type JobTemplate, jobsOf, usesDeployments } from './workflows.ts';

export const firstAttempt = ({ createdAt, actor, fate }: RunDraft): Attempt => ({
  number: 1,
  startedAt: createdAt,
  by: actor,
  fate,
  kept: [],
});

/** A draft at its place: with ids, real times and the deployments it makes. */
export function finish(world: World, recipe: Recipe): RunPlan {
  const { draft, id, number, attempt } = recipe;
  const { key, fate: _, ...rest } = draft;
  const templates = templatesOf(draft);
  const jobs = jobsAt(world, recipe, templates);
  return {
    ...rest,
    id,
    number,
    attempt: attempt.number,
    startedAt: attempt.startedAt,
    triggeredBy: attempt.by,
    jobs,
    endsAt: Math.max(...jobs.map(({ endsAt }) => endsAt)) + SECOND,
    conclusion: conclude(jobs),
    deployments: usesDeployments(draft.repo) ? deploymentsOf(recipe, jobs, templates) : [],
    recipe,
  };
}

/** The same run with one of its attempts gone otherwise. */
export const otherwise = (world: World, { recipe }: RunPlan, change: Partial<Attempt>): RunPlan =>
  finish(world, { ...recipe, attempt: { ...recipe.attempt, ...change } });

export const templatesOf = ({ repo, workflow, event, target = 'production' }: RunDraft) =>
  jobsOf(repo, workflow, event === 'workflow_dispatch' ? target : undefined);

function jobsAt(world: World, { draft, id, attempt }: Recipe, templates: readonly JobTemplate[]): JobPlan[] {
  const { number, startedAt, fate, kept } = attempt;
  const chance = chanceOf(world, number === 1 ? draft.key : `${draft.key}/attempt-${number}`);
  const timed = timeJobs(templates, chance, fate, kept);
  return templates.flatMap(({ name }, index) => {
    const before = kept.find((job) => job.name === name);
    if (before) return { ...before, id: jobId(id, number, index) };
    const job = timed.find(({ template }) => template.name === name);
    if (!job) return [];
    return {
      id: jobId(id, number, index),
      name,
      kind: job.kind,
      queuedAt: startedAt + job.queuedAt,
      ...(job.waitsUntil !== undefined && { waitsUntil: startedAt + job.waitsUntil }),
      startsAt: startedAt + job.startsAt,
      endsAt: startedAt + job.endsAt,
      conclusion: job.conclusion,
    };
  });
}

function deploymentsOf(
  { draft, id, attempt }: Recipe,
  jobs: readonly JobPlan[],
  templates: readonly JobTemplate[],
): DeploymentPlan[] {
  const passesStaging = templates.some(({ deploysTo }) => deploysTo === 'staging');
  return templates.flatMap(({ name, deploysTo: environment }, index) => {
    const job = jobs[index];
    if (!environment || !job) return [];
    const isKept = job.endsAt < attempt.startedAt;
    const proof = templates.findIndex(({ kind, needs }) => kind === 'smoke' && needs.includes(name));
    const proven = jobs[proof];
    if (isKept && (!proven || proven.endsAt < attempt.startedAt)) return [];
    // A run that is for production alone announces it as it begins; elsewhere a deployment begins with its job.
    const isWhole = isKept || (environment === 'production' && !passesStaging);
    if (!isWhole && (job.conclusion === 'skipped' || job.startsAt === job.endsAt)) return [];
    const createdAt = isWhole ? attempt.startedAt + SECOND : job.queuedAt;
    return {
      id: deploymentId(id, attempt.number, index),
      runId: id,
      repo: draft.repo,
      environment,
      task: draft.workflow === 'rollback' ? 'rollback' : 'deploy',
      description: draft.description,
      version: draft.version ?? draft.commit.sha.slice(0, 7),
      ref: draft.branch,
      sha: draft.deployedSha ?? draft.commit.sha,
      creator: attempt.by,
      createdAt,
      states: statesOf({ jobs, job, ends: isKept && proven ? proven : job, createdAt, isWhole }),
    };
  });
}

interface Deploying {
  readonly jobs: readonly JobPlan[];
  readonly job: JobPlan;
  /** The job whose end makes it a success. */
  readonly ends: JobPlan;
  readonly createdAt: number;
  readonly isWhole: boolean;
}

/** A deployment whose smoke test fails never counts as a success. */
function statesOf({ jobs, job, ends, createdAt, isWhole }: Deploying): StatePlan[] {
  const failed = jobs.find(({ conclusion }) => conclusion === 'failure');
  const stopped = jobs.find(({ conclusion }) => conclusion === 'cancelled');
  const first = (isWhole ? jobs[0] : undefined) ?? job;
  const startsAt = Math.max(first.startsAt, createdAt + SECOND);
  const isGood = job.conclusion === 'success' && (failed?.kind !== 'smoke' || failed.queuedAt < job.startsAt);
  const last = isGood ? ends : (failed ?? stopped ?? job);
  const of = (state: StatePlan['state'], at: number, jobId = first.id) => ({ state, at, jobId });
  const end = of(isGood ? 'success' : 'failure', Math.max(last.endsAt, startsAt + SECOND), last.id);
  const { waitsUntil } = first;
  if (waitsUntil === undefined || waitsUntil < createdAt)
    return [of('queued', createdAt), of('in_progress', startsAt), end];
  const isLetIn = first.endsAt > first.startsAt;
  const entered = isLetIn ? [of('queued', waitsUntil), of('in_progress', startsAt)] : [];
  return [of('pending', createdAt), ...entered, end];
}
