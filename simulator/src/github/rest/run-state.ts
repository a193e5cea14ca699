import type { JobPlan, RunPlan } from '../script/plan.ts';

/** Where a run or a job is at a moment, in GitHub's words. */
export interface State {
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
}

export function stateOfRun({ jobs, endsAt, conclusion }: RunPlan, now: number): State {
  if (now >= endsAt) return { status: 'completed', conclusion };
  const hasBegun = jobs.some(({ startsAt }) => startsAt <= now);
  return { status: hasBegun ? 'in_progress' : 'queued', conclusion: null };
}

export function stateOfJob({ startsAt, endsAt, conclusion }: JobPlan, now: number): State {
  if (now >= endsAt) return { status: 'completed', conclusion };
  return { status: startsAt <= now ? 'in_progress' : 'queued', conclusion: null };
}

/** The last moment at which anything about a run changed. */
export function updatedAt({ createdAt, endsAt, jobs }: RunPlan, now: number): number {
  if (now >= endsAt) return endsAt;
  const moments = jobs.flatMap((job) => [job.queuedAt, job.startsAt, job.endsAt]);
  return Math.max(createdAt, ...moments.filter((at) => at <= now));
}
