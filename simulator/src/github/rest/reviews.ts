import { reviewed } from '../deeds/review.ts';
import type { JobPlan, RunPlan } from '../script/plan.ts';
import { reviewersOf } from '../script/reviewers.ts';
import { bodyOf, invalid, textOf, wordOf } from './body.ts';
import { type Answer, GitHubError, iso, type RepoCall } from './call.ts';
import { callerOf } from './caller.ts';
import { deploymentBody } from './deployments.ts';
import { environmentId, environmentPlace, environmentTimes } from './environments.ts';
import { simpleUser } from './people.ts';
import { stateOfJob } from './run-state.ts';
import { attemptsOf, runOf } from './runs.ts';

const environmentOf = ({ target = 'production' }: RunPlan) => target;

const waitingJob = ({ jobs }: RunPlan, now: number): JobPlan | undefined =>
  jobs.find((job) => job.queuedAt <= now && stateOfJob(job, now).status === 'waiting');

const canReview = ({ repo, token }: RepoCall, run: RunPlan) =>
  reviewersOf(repo, environmentOf(run)).includes(callerOf(token));

export function listPendingDeployments(call: RepoCall): Answer {
  const run = runOf(call);
  const job = waitingJob(run, call.now);
  if (!job) return { body: [] };
  const { api, repo } = call;
  const environment = environmentOf(run);
  const pending = {
    environment: environmentPlace(call, environment),
    wait_timer: 0,
    wait_timer_started_at: iso(job.queuedAt),
    current_user_can_approve: canReview(call, run),
    reviewers: reviewersOf(repo, environment).map((one) => ({
      type: 'User',
      reviewer: simpleUser(api, one),
    })),
  };
  return { body: [pending] };
}

export function reviewPendingDeployments(call: RepoCall): Answer {
  const { book, repo, now, world, deeds, token } = call;
  const run = runOf(call);
  const body = bodyOf(call);
  const ids = idsOf(body.environment_ids);
  const state = wordOf(body, 'state', ['approved', 'rejected'] as const);
  const comment = textOf(body, 'comment');
  const environment = environmentOf(run);
  if (!waitingJob(run, now) || ids.length !== 1 || ids[0] !== environmentId(repo, environment))
    throw new GitHubError(422, 'No pending deployment requests to approve or reject');
  if (!canReview(call, run)) throw new GitHubError(422, 'Current user is not a reviewer of the environment');
  const told = reviewed(world, run, now, { state, by: callerOf(token), comment });
  deeds.attempts.set(run.id, [...attemptsOf(call).slice(0, -1), told]);
  const all = book.deployments(repo, now);
  const mine = all.filter((one) => one.runId === run.id && one.environment === environment).slice(-1);
  return { body: mine.map((one) => deploymentBody(call, one, all)) };
}

function idsOf(value: unknown): readonly unknown[] {
  if (value === undefined) throw invalid(`"environment_ids" wasn't supplied.`);
  if (Array.isArray(value) && value.every((id) => Number.isInteger(id))) return value;
  throw invalid(`For 'properties/environment_ids', ${JSON.stringify(value)} is not an array of integers.`);
}

export function listApprovals(call: RepoCall): Answer {
  const reviews = attemptsOf(call).flatMap((run) => {
    const { review } = run.recipe.attempt.fate;
    const waited = run.jobs.find(({ waitsUntil = Infinity }) => waitsUntil <= call.now);
    return review && waited && run.startedAt + review.after <= call.now ? { run, review } : [];
  });
  const body = reviews.toReversed().map(({ run, review }) => ({
    environments: [{ ...environmentPlace(call, environmentOf(run)), ...environmentTimes(call) }],
    state: review.state,
    user: simpleUser(call.api, review.by),
    comment: review.comment,
  }));
  return { body };
}
