import { defineSource, SourceError } from '../source.ts';
import { githubActions } from './actions/index.ts';
import { openGitHub } from './calls.ts';
import { collect } from './collect.ts';
import { toCommitRange } from './commit-range.ts';
import { type DeploymentState, GitHubConfig, type Job } from './schema.ts';
import { createSettled } from './settled.ts';
import { githubWebhook } from './webhook.ts';

export const github = defineSource({
  id: 'github',
  title: 'GitHub Actions',
  config: GitHubConfig,
  everyMs: 30_000,
  connect(config, tools) {
    const open = openGitHub(config, tools);
    const settled = {
      settledJobs: createSettled<readonly Job[]>(),
      settledStates: createSettled<readonly DeploymentState[]>(),
    };
    const webhook = githubWebhook(config, tools.connectionId);
    return {
      ...(webhook && { webhook }),
      actions: githubActions(config, tools),
      async check(signal) {
        const [first] = config.repositories;
        if (first !== undefined) await open(signal).runs(first, 1);
      },
      collect: (cursor, signal) => collect({ config, tools, github: open(signal), ...settled }, cursor),
      async log(logRef, signal) {
        const [, repo, jobId] = /^([\w.-]+)\/(\d+)$/.exec(logRef) ?? [];
        if (!repo || !jobId || !config.repositories.includes(repo))
          throw new SourceError('malformed', 'This log is of no repository that is watched here');
        return await open(signal).log(repo, jobId);
      },
      async compare({ service, base, head }, signal) {
        if (!config.repositories.includes(service))
          throw new SourceError('malformed', `${service} is not watched here any more`);
        const found = await open(signal).compare(service, base, head);
        return found && toCommitRange(found);
      },
    };
  },
});
