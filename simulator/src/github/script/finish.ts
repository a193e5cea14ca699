import { SECOND } from '../../world/world.ts';
import type { RunDraft } from './drafts.ts';
import { deploymentId, jobId } from './ids.ts';
import type { DeploymentPlan, JobPlan, RunPlan, StatePlan } from './plan.ts';
import { conclude } from './timing.ts';
import { usesDeployments } from './workflows.ts';

/** A draft at its place: with ids, real times and the deployments it makes. */
export function finish(draft: RunDraft, id: number, number: number): RunPlan {
  const { jobs: timed, description, deployedSha, ...rest } = draft;
  const jobs = timed.map(({ template, kind, queuedAt, startsAt, endsAt, conclusion }, index) => ({
    id: jobId(id, 1, index),
    name: template.name,
    kind,
    queuedAt: draft.createdAt + queuedAt,
    startsAt: draft.createdAt + startsAt,
    endsAt: draft.createdAt + endsAt,
    conclusion,
  }));
  return {
    ...rest,
    id,
    number,
    attempt: 1,
    jobs,
    endsAt: Math.max(...jobs.map(({ endsAt }) => endsAt)) + SECOND,
    conclusion: conclude(timed),
    deployments: usesDeployments(draft.repo) ? deploymentsOf(draft, id, jobs) : [],
  };
}

function deploymentsOf(draft: RunDraft, id: number, jobs: readonly JobPlan[]): DeploymentPlan[] {
  const passesStaging = draft.jobs.some(({ template }) => template.deploysTo === 'staging');
  return draft.jobs.flatMap(({ template }, index) => {
    const { deploysTo: environment } = template;
    const job = jobs[index];
    if (!environment || !job) return [];
    const isWhole = environment === 'production' && !passesStaging;
    // A run that is for production alone announces it as it begins; elsewhere a deployment begins with its job.
    if (!isWhole && (job.conclusion === 'skipped' || job.startsAt === job.endsAt)) return [];
    const createdAt = isWhole ? draft.createdAt + SECOND : job.queuedAt;
    return {
      id: deploymentId(id, index % 4),
      runId: id,
      repo: draft.repo,
      environment,
      task: draft.workflow === 'rollback' ? 'rollback' : 'deploy',
      description: draft.description,
      version: draft.version ?? draft.commit.sha.slice(0, 7),
      ref: draft.branch,
      sha: draft.deployedSha ?? draft.commit.sha,
      creator: draft.actor,
      createdAt,
      states: statesOf(jobs, job, createdAt, isWhole),
    };
  });
}

/** A deployment whose smoke test fails never counts as a success. */
function statesOf(jobs: readonly JobPlan[], job: JobPlan, createdAt: number, isWhole: boolean): StatePlan[] {
  const failed = jobs.find(({ conclusion }) => conclusion === 'failure');
  const stopped = jobs.find(({ conclusion }) => conclusion === 'cancelled');
  const first = isWhole ? jobs[0] : job;
  const startsAt = Math.max(first?.startsAt ?? createdAt, createdAt + SECOND);
  const isGood = job.conclusion === 'success' && (failed?.kind !== 'smoke' || failed.queuedAt < job.startsAt);
  const last = isGood ? job : (failed ?? stopped ?? job);
  return [
    { state: 'queued', at: createdAt, jobId: first?.id ?? job.id },
    { state: 'in_progress', at: startsAt, jobId: first?.id ?? job.id },
    { state: isGood ? 'success' : 'failure', at: Math.max(last.endsAt, startsAt + SECOND), jobId: last.id },
  ];
}
