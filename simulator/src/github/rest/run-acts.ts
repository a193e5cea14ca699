import { DAY } from '../../world/world.ts';
import { cancelled } from '../deeds/cancel.ts';
import { nextAttempt, type ReRun } from '../deeds/re-run.ts';
import { mostAttempts } from '../script/ids.ts';
import type { RunPlan } from '../script/plan.ts';
import { type Answer, GitHubError, type RepoCall } from './call.ts';
import { callerOf } from './caller.ts';
import { jobOf } from './jobs.ts';
import { stateOfRun } from './run-state.ts';
import { attemptsOf, runOf } from './runs.ts';

const repeatable = 30 * DAY;
const done = (status: number): Answer => ({ status, body: {} });

export function reRun(call: RepoCall): Answer {
  return runAgain(call, runOf(call));
}

export function reRunFailed(call: RepoCall): Answer {
  const run = runOf(call);
  const failed = run.jobs.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'cancelled');
  refuseToRepeat(call, run);
  if (failed.length === 0) throw new GitHubError(403, 'This workflow run has no failed jobs');
  return runAgain(call, run, { again: failed.map(({ name }) => name) });
}

export function reRunJob(call: RepoCall): Answer {
  const { run, job } = jobOf(call);
  const latest = call.book.run(call.repo, run.id, call.now) ?? run;
  return runAgain(call, latest, { again: [job.name] });
}

function runAgain(call: RepoCall, run: RunPlan, what: Pick<ReRun, 'again'> = {}): Answer {
  refuseToRepeat(call, run);
  const { world, now: at, token, book, repo, deeds } = call;
  const next = nextAttempt(world, run, { at, by: callerOf(token), ...what });
  deeds.attempts.set(run.id, [...book.attempts(repo, run.id, at), next]);
  return done(201);
}

function refuseToRepeat({ now }: RepoCall, run: RunPlan): void {
  if (stateOfRun(run, now).status !== 'completed')
    throw new GitHubError(403, 'This workflow is already running');
  if (now - run.createdAt > repeatable)
    throw new GitHubError(403, 'Unable to retry this workflow run because it was created over a month ago');
  if (run.attempt >= mostAttempts)
    throw new GitHubError(403, 'Unable to retry this workflow run because it was retried too many times');
}

export const cancelRun = (call: RepoCall): Answer => stop(call, false);
export const forceCancelRun = (call: RepoCall): Answer => stop(call, true);

function stop(call: RepoCall, isForced: boolean): Answer {
  const run = runOf(call);
  if (stateOfRun(run, call.now).status === 'completed')
    throw new GitHubError(409, 'Cannot cancel a workflow run that is completed.');
  const before = attemptsOf(call).slice(0, -1);
  call.deeds.attempts.set(run.id, [...before, cancelled(call.world, run, call.now, isForced)]);
  return done(202);
}
