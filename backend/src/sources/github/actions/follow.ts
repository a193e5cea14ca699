import type { Progress } from '../../source-actions.ts';
import { latestState } from '../deployment-event.ts';
import { judgeDeployment, judgeRun } from '../run-status.ts';
import type { ActionCalls } from './calls.ts';
import { nameOf } from './preparing.ts';
import { Watch } from './schema.ts';

/** What has become of it. Throws SourceError. */
export async function follow(watching: unknown, github: ActionCalls): Promise<Progress> {
  const watch = Watch.parse(watching);
  const { repo, runId, attempt } = watch;
  const { value: run } = await github.run(repo, runId);
  if (!run) return { state: 'failed', text: 'The run was deleted at GitHub', url: null };
  const url = run.html_url;
  if (watch.for === 'review') return reviewed(watch, github, url);
  if (run.run_attempt < attempt) return { state: 'going', text: 'GitHub has not begun yet', url };
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

async function reviewed({ repo, runId }: Watch, github: ActionCalls, url: string | null): Promise<Progress> {
  const pending = await github.pendingDeployments(repo, runId);
  return pending.length === 0
    ? { state: 'succeeded', text: 'The run waits no longer', url }
    : { state: 'going', text: 'The run still waits', url };
}

/** The newest deployment there that has ended is of the commit that was meant. */
async function isLive({ repo, live }: Watch, github: ActionCalls, url: string | null): Promise<Progress> {
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
