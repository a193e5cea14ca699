import type { JobPlan, RunPlan } from '../script/plan.ts';
import { type StepPlan, stepsOf } from '../script/steps.ts';
import { workflow } from '../script/workflows.ts';
import { type Answer, idOf, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId } from './people.ts';
import { stateOfJob } from './run-state.ts';
import { attemptOf, attemptsOf, runOf } from './runs.ts';

/** Of the latest attempt, unless all are asked for. */
export function listJobs(call: RepoCall): Answer {
  const isAll = call.incoming.query.get('filter') === 'all';
  return pageOfJobs(call, isAll ? attemptsOf(call) : [runOf(call)]);
}

export const listJobsOfAttempt = (call: RepoCall): Answer => pageOfJobs(call, [attemptOf(call)]);

/** GitHub lists a job from the moment its needs are met. */
function pageOfJobs(call: RepoCall, attempts: readonly RunPlan[]): Answer {
  const all = attempts.flatMap((run) => run.jobs.map((job) => ({ run, job })));
  const jobs = all.filter(({ job }) => job.queuedAt <= call.now);
  const { items, headers } = paginate(call, jobs);
  return {
    body: { total_count: jobs.length, jobs: items.map(({ run, job }) => jobBody(call, run, job)) },
    headers,
  };
}

export function getJob(call: RepoCall): Answer {
  const { run, job } = jobOf(call);
  return { body: jobBody(call, run, job) };
}

export function jobOf(call: RepoCall): { readonly run: RunPlan; readonly job: JobPlan } {
  const found = call.book.job(call.repo, idOf(call, 'job'), call.now);
  if (!found) throw notFound();
  return found;
}

export function jobBody({ repoUrl, repoWeb, now }: RepoCall, run: RunPlan, job: JobPlan) {
  const { status, conclusion } = stateOfJob(job, now);
  const hasBegun = status === 'in_progress' || status === 'completed';
  const hasRun = hasBegun && job.conclusion !== 'skipped';
  const runner = 1 + (job.id % 8);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: workflow(run.workflow).name,
    head_branch: run.branch,
    run_url: `${repoUrl}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.commit.sha,
    url: `${repoUrl}/actions/jobs/${job.id}`,
    html_url: `${repoWeb}/actions/runs/${run.id}/job/${job.id}`,
    status,
    conclusion,
    created_at: iso(job.queuedAt),
    // A job that only waits has the time it was created as its start.
    started_at: iso(hasBegun ? job.startsAt : job.queuedAt),
    completed_at: status === 'completed' ? iso(job.endsAt) : null,
    name: job.name,
    steps: hasRun ? stepsOf(job).map((step) => stepBody(step, now)) : [],
    check_run_url: `${repoUrl}/check-runs/${job.id}`,
    labels: ['ubuntu-24.04'],
    runner_id: hasRun ? runner : null,
    runner_name: hasRun ? `harbor-runner-0${runner}` : null,
    runner_group_id: hasRun ? 1 : null,
    runner_group_name: hasRun ? 'default' : null,
  };
}

function stepBody({ name, number, startsAt, endsAt, conclusion }: StepPlan, now: number) {
  const isOver = now >= endsAt && now >= startsAt;
  const hasBegun = now >= startsAt;
  return {
    name,
    status: isOver ? 'completed' : hasBegun ? 'in_progress' : 'queued',
    conclusion: isOver ? conclusion : null,
    number,
    started_at: hasBegun ? iso(startsAt) : null,
    completed_at: isOver ? iso(endsAt) : null,
  };
}
