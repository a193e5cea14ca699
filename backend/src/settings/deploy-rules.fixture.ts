import type { DeployRule, RunData } from '@smartops/contract';
import { applyJudged } from '../pipelines/derived/apply-judged.ts';
import type { Database } from '../platform/database/database.ts';
import { rememberStore } from '../signals/remember-store.ts';
import { emptyBatch } from '../signals/testing.ts';
import { github } from '../sources/github/index.ts';
import type { DeployRuleContext, Doer } from './deploy-rule-context.ts';

const hour = 3_600_000;
export const now = 1_790_000_000_000;
const connectionId = 'github';
const nowhere = () => Promise.reject(new Error('not asked here'));
const connection = github.connect(
  { owner: 'harbor-goods', repositories: ['api', 'web', 'own'], token: 'x' },
  { connectionId, fetch: nowhere, fetchTyped: nowhere, now: () => now },
);

export const rule = (more: Partial<DeployRule> = {}): DeployRule => ({
  ...{ repository: '*', workflow: '*', branch: '*', target: 'staging' },
  ...more,
});

export type RunSketch = Pick<RunData, 'workflow' | 'branch' | 'rawStatus'> & { readonly repository: string };

/** Runs, the first the newest, an hour apart. */
export const runsOf = (sketches: readonly RunSketch[]) =>
  sketches.map(({ repository, ...sketch }, i) => {
    const data: RunData = {
      ...{ runId: `${1_000 + i}`, repository: `harbor-goods/${repository}`, sha: 'a', author: 'sofia' },
      ...{ path: `.github/workflows/${sketch.workflow.toLowerCase()}.yml`, trigger: 'push', message: 'm' },
      ...{ status: 'success', attempt: 1, url: 'https://github.com/x', jobs: [] },
      ...{ startedAt: now - i * hour, updatedAt: now - i * hour, finishedAt: now - i * hour },
      ...sketch,
    };
    return {
      ...{ id: `github:run:${data.runId}`, resourceId: `github:workflow:${repository}:3` },
      ...{ kind: 'pipeline-run', outcome: 'succeeded' as const, title: 't', at: data.startedAt, data },
    };
  });

/** What the verbs work with, over runs of `api`, `web` and `own`, which has GitHub Deployments. */
export function contextOver(database: Database): DeployRuleContext & {
  remember(runs: ReturnType<typeof runsOf>): Promise<void>;
} {
  return {
    ...{ database: database.sql, workspace: 'default', now: () => now },
    connections: [connectionId],
    defaults: [{ title: 'GitHub harbor-goods', words: [...(connection.deployWords ?? [])] }],
    ownDeployments: async () => ['harbor-goods/own'],
    countsAs: (run, rules) => connection.countsAs?.(run, rules),
    async apply(tx, judged) {
      await applyJudged(judged, { tx, workspace: 'default', connectionId, now });
    },
    async remember(events) {
      const resources = ['api', 'web', 'own'].map((name) => ({
        ...{ id: `github:repository:${name}`, kind: 'github.repository', name: `harbor-goods/${name}` },
        attributes: { usesDeployments: name === 'own' },
      }));
      await database.sql.transaction((tx) =>
        rememberStore(tx).remember(connectionId, { ...emptyBatch, resources, events }, now),
      );
    },
  };
}

/** Somebody whose steps are recorded nowhere. */
export const doerIn = ({ database }: DeployRuleContext, name = 'Ada'): Doer => ({
  name,
  privileged: (_step, work) => database.transaction(work),
});
