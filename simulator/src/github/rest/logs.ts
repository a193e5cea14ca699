import { DAY } from '../../world/world.ts';
import type { RunPlan } from '../script/plan.ts';
import { sendToBlob } from './blobs.ts';
import { type Answer, GitHubError, notFound, type RepoCall } from './call.ts';
import { jobOf } from './jobs.ts';
import { hasLog, stateOfJob, stateOfRun } from './run-state.ts';
import { attemptOf, runOf } from './runs.ts';

const keptFor = 90 * DAY;

export function downloadLog(call: RepoCall): Answer {
  const { job, run } = jobOf(call);
  if (stateOfJob(job, call.now).status !== 'completed' || !hasLog(job)) throw notFound();
  refuseWhatIsGone(call, run, job.endsAt);
  return sendToBlob(call, `${job.id}/job.log`, 'text/plain');
}

export const downloadRunLogs = (call: RepoCall): Answer => logsOf(call, runOf(call));
export const downloadAttemptLogs = (call: RepoCall): Answer => logsOf(call, attemptOf(call));

/** All that the jobs of an attempt printed, in one archive. */
function logsOf(call: RepoCall, run: RunPlan): Answer {
  if (stateOfRun(run, call.now).status !== 'completed') throw notFound();
  refuseWhatIsGone(call, run, run.endsAt);
  return sendToBlob(call, `${run.id}-${run.attempt}/logs.zip`, 'application/zip');
}

function refuseWhatIsGone({ deeds, now }: RepoCall, { id }: RunPlan, endedAt: number): void {
  if (now - endedAt > keptFor || deeds.gone.has(`logs ${id}`)) throw new GitHubError(410, 'Server Error');
}

export function deleteRunLogs(call: RepoCall): Answer {
  const { id } = endedRun(call);
  call.deeds.gone.add(`logs ${id}`);
  return { status: 204, body: '' };
}

export function deleteRun(call: RepoCall): Answer {
  const { id } = endedRun(call);
  call.deeds.gone.add(`run ${id}`);
  return { status: 204, body: '' };
}

function endedRun(call: RepoCall): RunPlan {
  const run = runOf(call);
  if (stateOfRun(run, call.now).status !== 'completed')
    throw new GitHubError(403, 'Could not delete the workflow run: it is still going');
  return run;
}
