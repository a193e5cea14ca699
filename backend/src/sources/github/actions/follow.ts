import type { Progress } from '../../source-actions.ts';
import { latestState } from '../deployment-event.ts';
import { judgeDeployment, judgeRun } from '../run-status.ts';
import type { WorkflowRun } from '../schema.ts';
import type { ActionCalls } from './calls.ts';
import { nameOf } from './preparing.ts';
import { type DeploymentWatch, type NewRunWatch, type RunWatch, Watch } from './schema.ts';

const skewMs = 60_000;
const appearsWithinMs = 10 * 60_000;

/** What has become of it. Throws SourceError. */
export async function follow(watching: unknown, github: ActionCalls, now: number): Promise<Progress> {
  const watch = Watch.parse(watching);
  if (watch.for === 'new-run') return newRun(watch, github, now);
  if (watch.for === 'deployment') return deployed(watch, github);
  const { value: run } = await github.run(watch.repo, watch.runId);
  if (!run) return { state: 'failed', text: 'The run was deleted at GitHub', url: null };
  return watch.for === 'review' ? reviewed(watch, github, run.html_url) : progressOf(run, watch, github);
}

async function progressOf(run: WorkflowRun, watch: RunWatch, github: ActionCalls): Promise<Progress> {
  const url = run.html_url;
  if (run.run_attempt < watch.attempt) return { state: 'going', text: 'GitHub has not begun yet', url };
  const { ended, rawStatus } = judgeRun(run.status, run.conclusion);
  const name = `${nameOf(run)}, attempt ${run.run_attempt}`;
  if (watch.for === 'stop') {
    if (!ended) return { state: 'going', text: `${name} is stopping`, url };
    return rawStatus === 'cancelled'
      ? { state: 'succeeded', text: `${name} was cancelled`, url }
      : { state: 'failed', text: `${name} had ended before: ${rawStatus}`, url };
  }
  if (!ended) return { state: 'going', text: `${name} is ${rawStatus.replaceAll('_', ' ')}`, url };
  if (rawStatus !== 'success') return { state: 'failed', text: `${name} ended: ${rawStatus}`, url };
  return watch.live === null
    ? { state: 'succeeded', text: `${name} has succeeded`, url }
    : isLive(watch, github, url);
}

/** The first run of that workflow there that began after it was asked for, by whom it was asked for. */
async function newRun(watch: NewRunWatch, github: ActionCalls, now: number): Promise<Progress> {
  const { repo, workflowId, ref, askedAt, actor, live } = watch;
  const runs = await github.dispatched(repo, workflowId, askedAt - skewMs);
  const run = runs
    .filter((one) => one.head_branch === ref && (actor === null || one.actor?.login === actor))
    .toSorted((a, b) => Number(a.id) - Number(b.id))[0];
  if (run) return progressOf(run, { for: 'success', repo, runId: run.id, attempt: 1, live }, github);
  return now - askedAt < appearsWithinMs
    ? { state: 'going', text: 'GitHub does not show the new run yet', url: null }
    : { state: 'failed', text: `GitHub shows no new run at ${ref} within ten minutes`, url: null };
}

async function deployed(
  { repo, deploymentId, live }: DeploymentWatch,
  github: ActionCalls,
): Promise<Progress> {
  const { value: states } = await github.deploymentStates(repo, deploymentId);
  const state = latestState(states);
  const { ended, status, rawStatus } = judgeDeployment(state?.state);
  const url = state?.log_url ?? null;
  if (!state) return { state: 'going', text: 'No workflow has taken the deployment up yet', url };
  if (!ended)
    return { state: 'going', text: `${live.text} is on its way to ${live.environment}: ${rawStatus}`, url };
  return status === 'success'
    ? { state: 'succeeded', text: `${live.text} is live in ${live.environment}`, url }
    : { state: 'failed', text: `The deployment ended: ${rawStatus}`, url };
}

async function reviewed(
  { repo, runId }: RunWatch,
  github: ActionCalls,
  url: string | null,
): Promise<Progress> {
  const pending = await github.pendingDeployments(repo, runId);
  return pending.length === 0
    ? { state: 'succeeded', text: 'The run waits no longer', url }
    : { state: 'going', text: 'The run still waits', url };
}

/** The newest deployment there that has ended is of the commit that was meant. */
async function isLive(
  { repo, live }: Pick<RunWatch, 'repo' | 'live'>,
  github: ActionCalls,
  url: string | null,
): Promise<Progress> {
  if (live === null) return { state: 'succeeded', text: 'The run has succeeded', url };
  const [newest] = await github.deploymentsTo(repo, live.environment);
  const states = newest ? (await github.deploymentStates(repo, newest.id)).value : [];
  const { ended, status } = judgeDeployment(latestState(states)?.state);
  if (newest && !ended)
    return { state: 'going', text: `${live.text} is on its way to ${live.environment}`, url };
  if (newest?.sha === live.sha && status === 'success')
    return { state: 'succeeded', text: `${live.text} is live in ${live.environment}`, url };
  return {
    state: 'failed',
    text: `The run succeeded, but ${newest ? newest.sha.slice(0, 7) : 'nothing'} is what GitHub shows in ${live.environment}, not ${live.text}`,
    url,
  };
}
