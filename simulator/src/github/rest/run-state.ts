import type { JobPlan, RunPlan } from '../script/plan.ts';

/** Where a run or a job is at a moment, in GitHub's words. */
export interface State {
  readonly status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}

export function stateOfRun({ jobs, endsAt, conclusion }: RunPlan, now: number): State {
  if (now >= endsAt) return { status: 'completed', conclusion };
  const states = jobs.filter(({ queuedAt }) => queuedAt <= now).map((job) => stateOfJob(job, now).status);
  if (states.includes('waiting') && !states.includes('in_progress'))
    return { status: 'waiting', conclusion: null };
  const hasBegun = jobs.some(({ startsAt }) => startsAt <= now);
  return { status: hasBegun ? 'in_progress' : 'queued', conclusion: null };
}

export function stateOfJob({ waitsUntil = 0, startsAt, endsAt, conclusion }: JobPlan, now: number): State {
  if (now >= endsAt) return { status: 'completed', conclusion };
  if (now < waitsUntil) return { status: 'waiting', conclusion: null };
  return { status: startsAt <= now ? 'in_progress' : 'queued', conclusion: null };
}

/** The last moment at which anything about a run changed. */
export function updatedAt({ startedAt, endsAt, jobs }: RunPlan, now: number): number {
  if (now >= endsAt) return endsAt;
  const moments = jobs.flatMap((job) => [job.queuedAt, job.waitsUntil ?? 0, job.startsAt, job.endsAt]);
  return Math.max(startedAt, ...moments.filter((at) => at <= now));
}

/** A job that never ran has printed nothing. */
export const hasLog = ({ startsAt, endsAt, conclusion }: JobPlan) =>
  conclusion !== 'skipped' && endsAt !== startsAt;
