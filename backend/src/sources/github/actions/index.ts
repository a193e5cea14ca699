import type { SourceTools } from '../../source.ts';
import type { SourceActions, Started } from '../../source-actions.ts';
import type { GitHubConfig } from '../schema.ts';
import { webUrlOf } from '../signals.ts';
import { type ActionCalls, openActionCalls } from './calls.ts';
import { follow } from './follow.ts';
import { prepare } from './prepare.ts';
import { Plan, type Watch } from './schema.ts';

/** What may be changed at GitHub: runs again, stops, waits no longer. */
export function githubActions(config: GitHubConfig, tools: SourceTools): SourceActions {
  const open = openActionCalls(config, tools);
  return {
    async prepare(wish, signal) {
      const ruling = { rules: (await tools.deployRules?.()) ?? [], words: config.deployWorkflow };
      return prepare(wish, { github: open(signal), config, ruling, now: tools.now() });
    },
    async run(plan, signal) {
      const parsed = Plan.parse(plan);
      const url = `${webUrlOf(config.apiUrl)}/${config.owner}/${parsed.repo}/actions/runs/${parsed.runId}`;
      return { ...(await ask(parsed, open(signal))), url, pipelineId: parsed.runId };
    },
    follow: (watch, signal) => follow(watch, open(signal)),
  };
}

async function ask(plan: Plan, github: ActionCalls): Promise<Pick<Started, 'text' | 'watch'>> {
  const { repo, runId } = plan;
  const watch = (more: Pick<Watch, 'for' | 'attempt' | 'live'>) => ({ repo, runId, ...more });
  if (plan.ask === 'review') {
    await github.review(plan);
    return {
      text: `GitHub was told: ${plan.verdict}`,
      watch: watch({ for: 'review', attempt: 0, live: null }),
    };
  }
  const { attempt, live } = plan;
  if (plan.ask === 'cancel') {
    await github.cancel(repo, runId);
    return { text: 'GitHub was asked to stop it', watch: watch({ for: 'stop', attempt, live: null }) };
  }
  await github.rerun(repo, runId, plan.ask === 'rerun-failed' ? 'failed' : 'all');
  const next = attempt + 1;
  return { text: `GitHub makes attempt ${next}`, watch: watch({ for: 'success', attempt: next, live }) };
}
