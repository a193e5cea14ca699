import type { SourceTools } from '../../source.ts';
import { openGitHub } from '../calls.ts';
import { type Client, openClient, read } from '../client.ts';
import * as base from '../schema.ts';
import { anewReads } from './anew-reads.ts';
import type { ActionCalls } from './calls.ts';
import * as shape from './schema.ts';
import { writes } from './writes.ts';

/** Speaks with the token that may write, where there is one. */
export function openActionCalls(
  config: base.GitHubConfig,
  tools: SourceTools,
): (signal: AbortSignal) => ActionCalls {
  const writing = base.writingConfig(config);
  const github = openGitHub(writing, tools);
  const client = openClient(writing, tools);
  return (signal) => ({
    ...github(signal),
    ...reads(client, signal),
    ...anewReads(client, signal),
    ...writes(client, signal),
  });
}

type Reads = Pick<
  ActionCalls,
  'deployment' | 'deploymentsTo' | 'repository' | 'workflow' | 'pendingDeployments'
>;

function reads(client: Client, signal: AbortSignal): Reads {
  const ifGone = { value: undefined, hasNext: false };
  const actions = { permission: 'Actions: read', signal };
  const deployments = { permission: 'Deployments: read', signal };
  return {
    async deployment(repo, id) {
      const what = { ...deployments, ifGone, repo, key: `deployment ${id}`, schema: base.GitHubDeployment };
      const page = await read<base.GitHubDeployment | undefined>(client, what, ({ rest }, common) =>
        rest.repos.getDeployment({ ...common, deployment_id: Number(id) }),
      );
      return page.value;
    },
    async deploymentsTo(repo, environment) {
      const what = {
        ...deployments,
        repo,
        key: `deployments to ${environment}`,
        schema: base.DeploymentPage,
      };
      const page = await read(client, what, ({ rest }, common) =>
        rest.repos.listDeployments({ ...common, environment, per_page: 30 }),
      );
      return page.value;
    },
    async repository(repo) {
      const what = { repo, signal, permission: 'Metadata: read', key: 'itself', schema: shape.Repository };
      return (await read(client, what, ({ rest }, common) => rest.repos.get({ ...common }))).value;
    },
    async workflow(repo, id) {
      const what = { ...actions, ifGone, repo, key: `workflow ${id}`, schema: shape.Workflow };
      const page = await read<shape.Workflow | undefined>(client, what, ({ rest }, common) =>
        rest.actions.getWorkflow({ ...common, workflow_id: Number(id) }),
      );
      return page.value;
    },
    async pendingDeployments(repo, runId) {
      const what = { ...actions, repo, key: `pending ${runId}`, schema: shape.PendingDeployments };
      const page = await read(client, what, ({ rest }, common) =>
        rest.actions.getPendingDeploymentsForRun({ ...common, run_id: Number(runId) }),
      );
      return page.value;
    },
  };
}
