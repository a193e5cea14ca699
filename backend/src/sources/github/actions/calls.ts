import { SourceError, type SourceTools } from '../../source.ts';
import { type GitHubCalls, openGitHub } from '../calls.ts';
import { aboutRepository, type Client, type Common, openClient, read } from '../client.ts';
import type { Answer } from '../etag-cache.ts';
import { type Asked, isHttpFailure, retryAtOf, toSourceError } from '../failure.ts';
import type { Octokit } from '../open-octokit.ts';
import * as base from '../schema.ts';
import * as shape from './schema.ts';

/** GitHub's REST API, as far as actions need it. Every call throws SourceError. */
export interface ActionCalls
  extends Pick<GitHubCalls, 'runs' | 'run' | 'jobs' | 'deploymentStates' | 'compare'> {
  deployment(repo: string, id: string): Promise<base.GitHubDeployment | undefined>;
  /** Of one environment by its own name, newest first. */
  deploymentsTo(repo: string, environment: string): Promise<base.GitHubDeployment[]>;
  repository(repo: string): Promise<{ readonly archived: boolean }>;
  /** Undefined when it was deleted. */
  workflow(repo: string, id: string): Promise<{ readonly state: string; readonly name: string } | undefined>;
  pendingDeployments(repo: string, runId: string): Promise<shape.PendingDeployments>;
  rerun(repo: string, runId: string, jobs: 'all' | 'failed'): Promise<void>;
  cancel(repo: string, runId: string): Promise<void>;
  review(plan: Extract<shape.Plan, { ask: 'review' }>): Promise<void>;
}

/** Speaks with the token that may write, where there is one. */
export function openActionCalls(
  config: base.GitHubConfig,
  tools: SourceTools,
): (signal: AbortSignal) => ActionCalls {
  const writing = base.writingConfig(config);
  const github = openGitHub(writing, tools);
  const client = openClient(writing, tools);
  return (signal) => ({ ...github(signal), ...reads(client, signal), ...writes(client, signal) });
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
      type Found = { readonly state: string; readonly name: string } | undefined;
      const page = await read<Found>(client, what, ({ rest }, common) =>
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

/** Each is sent once: what is not answered may have been done all the same. */
function writes(client: Client, signal: AbortSignal): Pick<ActionCalls, 'rerun' | 'cancel' | 'review'> {
  const { config, tools, quota } = client;
  const write = async (
    repo: string,
    permission: string,
    call: (octokit: Octokit, common: Common & { request: { retries: 0 } }) => Promise<Answer>,
  ) => {
    const headers = { 'x-github-api-version': '2022-11-28' };
    const common = { owner: config.owner, repo, headers, request: { signal, retries: 0 as const } };
    try {
      const octokit = await client.octokit();
      await quota.ask(() => call(octokit, common));
    } catch (error) {
      throw toWriteError(error, { ...aboutRepository(client, repo, permission), now: tools.now() });
    }
  };
  return {
    rerun: (repo, runId, jobs) =>
      write(repo, 'Actions: write', ({ rest: { actions } }, common) => {
        const run = { ...common, run_id: Number(runId) };
        return jobs === 'failed' ? actions.reRunWorkflowFailedJobs(run) : actions.reRunWorkflow(run);
      }),
    cancel: (repo, runId) =>
      write(repo, 'Actions: write', ({ rest }, common) =>
        rest.actions.cancelWorkflowRun({ ...common, run_id: Number(runId) }),
      ),
    review: ({ repo, runId, environments, verdict, comment }) =>
      write(repo, 'Deployments: write', ({ rest }, common) =>
        rest.actions.reviewPendingDeploymentsForRun({
          ...common,
          run_id: Number(runId),
          environment_ids: environments,
          state: verdict,
          comment,
        }),
      ),
  };
}

/** What GitHub says when it will not, in its own words: `This workflow run is already running`. */
function toWriteError(error: unknown, { now, ...asked }: Asked & { readonly now: number }): SourceError {
  const isRefusal =
    isHttpFailure(error) &&
    [403, 409, 410, 422].includes(error.status) &&
    retryAtOf(error, now) === undefined;
  if (!isRefusal || /not accessible|must have admin|permission/i.test(error.message))
    return toSourceError(error, asked, now);
  return new SourceError('forbidden', `GitHub refuses: ${error.message.split(' - https://', 1)[0]}`);
}
