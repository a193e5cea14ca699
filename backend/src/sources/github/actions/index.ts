import type { SourceTools } from '../../source.ts';
import type { SourceActions } from '../../source-actions.ts';
import type { GitHubConfig } from '../schema.ts';
import { webUrlOf } from '../signals.ts';
import { ask } from './ask.ts';
import { follow } from './follow.ts';
import { openActionCalls } from './open-calls.ts';
import { prepare } from './prepare.ts';
import { Plan } from './schema.ts';

/** What may be changed at GitHub: runs again or anew, stops, waits no longer. */
export function githubActions(config: GitHubConfig, tools: SourceTools): SourceActions {
  const open = openActionCalls(config, tools);
  const { now } = tools;
  return {
    async prepare(wish, signal) {
      const ruling = { rules: (await tools.deployRules?.()) ?? [], words: config.deployWorkflow };
      return prepare(wish, { github: open(signal), config, ruling, now: now() });
    },
    run(plan, signal) {
      const parsed = Plan.parse(plan);
      const page = `${webUrlOf(config.apiUrl)}/${config.owner}/${parsed.repo}`;
      return ask(parsed, { github: open(signal), page, now });
    },
    follow: (watch, signal) => follow(watch, open(signal), now()),
  };
}
