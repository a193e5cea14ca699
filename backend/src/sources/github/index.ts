import { defineSource, SourceError } from '../source.ts';
import { githubActions } from './actions/index.ts';
import { openGitHub } from './calls.ts';
import { collect } from './collect.ts';
import { toCommitRange } from './commit-range.ts';
import { countsAs } from './deployment-event.ts';
import { createHearing } from './hearing.ts';
import type { JobTemplate } from './job-graph.ts';
import { openRoster } from './open-roster.ts';
import { openProbe } from './probe.ts';
import { readNeeds } from './read-needs.ts';
import { readStages } from './read-stages.ts';
import { type DeploymentState, GitHubConfig, type Job, writingConfig } from './schema.ts';
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
    const jobGraphs = createSettled<readonly JobTemplate[]>();
    const roster = openRoster(config, tools.now);
    const hearing = createHearing(tools.now);
    const probe = openProbe(tools.now);
    const openWriting = config.writeToken ? openGitHub(writingConfig(config), tools) : undefined;
    const webhook = githubWebhook(config, tools.connectionId, { roster, hearing });
    return {
      ...(webhook && { webhook }),
      actions: githubActions(config, tools),
      countsAs: (run, rules) => countsAs(tools.connectionId, run, { rules, words: config.deployWorkflow }),
      deployWords: config.deployWorkflow,
      async check(signal) {
        const { failures, watched } = await roster.read(open(signal), {});
        if (failures[0]) throw failures[0];
        if (watched[0]) await open(signal).runs(watched[0].name, 1);
      },
      hasHistory: true,
      collect(cursor, signal, history = 'reading') {
        const reading = open(signal);
        const writing = openWriting?.(signal) ?? reading;
        const abilities = (repo: string) => probe.read(repo, { reading, writing });
        const around = { config, tools, roster, hearing, abilities, github: reading, history };
        return collect({ ...around, ...settled }, cursor);
      },
      async stages(run, signal) {
        const repository = roster.find({ name: run.repository.slice(config.owner.length + 1) });
        if (!repository) throw new SourceError('malformed', `${run.repository} is not watched here any more`);
        return await readStages(repository, run, open(signal));
      },
      async needs(run, signal) {
        const repository = roster.find({ name: run.repository.slice(config.owner.length + 1) });
        if (!repository || run.path === undefined) return undefined;
        return await readNeeds(
          { ...run, path: run.path },
          { repo: repository.name, known: jobGraphs, github: open(signal) },
        );
      },
      async log(logRef, signal) {
        const [, key = '', jobId] = /^([\w.-]+)\/(\d+)$/.exec(logRef) ?? [];
        const repository = roster.find({ name: key });
        if (!repository || !jobId)
          throw new SourceError('malformed', 'This log is of no repository that is watched here');
        return await open(signal).log(repository.name, jobId);
      },
      async compare({ service, base, head }, signal) {
        const repository = roster.find({ name: service });
        if (!repository) throw new SourceError('malformed', `${service} is not watched here any more`);
        const found = await open(signal).compare(repository.name, base, head);
        return found && toCommitRange(found);
      },
    };
  },
});
