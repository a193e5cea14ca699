import type { Service } from '../../world/shop.ts';
import { statesAt } from '../script/deployment-states.ts';
import { stateId } from '../script/ids.ts';
import type { DeploymentPlan, StatePlan } from '../script/plan.ts';
import { type Answer, idOf, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId, simpleUser } from './people.ts';

export function listDeployments(call: RepoCall): Answer {
  const { query } = call.incoming;
  const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
  const all = call.book.deployments(call.repo, call.now);
  const fitting = all.filter(
    ({ environment, ref, sha, task }) =>
      is('environment', environment) && is('ref', ref) && is('sha', sha) && is('task', task),
  );
  const { items, headers } = paginate(call, fitting.toReversed());
  return { body: items.map((deployment) => deploymentBody(call, deployment, all)), headers };
}

export function getDeployment(call: RepoCall): Answer {
  return { body: deploymentBody(call, deploymentOf(call), call.book.deployments(call.repo, call.now)) };
}

export function listDeploymentStatuses(call: RepoCall): Answer {
  const deployment = deploymentOf(call);
  const states = statesAt(call.book.deployments(call.repo, call.now), deployment, call.now).map(
    (state, index) => ({ state, index }),
  );
  const { items, headers } = paginate(call, states.toReversed());
  return { body: items.map(({ state, index }) => statusBody(call, deployment, state, index)), headers };
}

export function getDeploymentStatus(call: RepoCall): Answer {
  const deployment = deploymentOf(call);
  const wanted = idOf(call, 'status');
  const states = statesAt(call.book.deployments(call.repo, call.now), deployment, call.now);
  const index = states.findIndex((_, place) => stateId(deployment.id, place) === wanted);
  const state = states[index];
  if (!state) throw notFound();
  return { body: statusBody(call, deployment, state, index) };
}

export function deploymentOf(call: RepoCall): DeploymentPlan {
  const deployment = call.book.deployment(call.repo, idOf(call, 'deployment'), call.now);
  if (!deployment) throw notFound();
  return deployment;
}

export function deploymentBody(
  { api, repoUrl, now }: RepoCall,
  deployment: DeploymentPlan,
  all: readonly DeploymentPlan[],
) {
  const { id, environment, version, asked } = deployment;
  const url = `${repoUrl}/deployments/${id}`;
  return {
    url,
    id,
    node_id: nodeId('DE', id),
    task: deployment.task,
    original_environment: asked?.originalEnvironment ?? environment,
    environment,
    description: deployment.description,
    created_at: iso(deployment.createdAt),
    updated_at: iso(statesAt(all, deployment, now).at(-1)?.at ?? deployment.createdAt),
    statuses_url: `${url}/statuses`,
    repository_url: repoUrl,
    creator: simpleUser(api, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: asked?.payload ?? { version, run_id: deployment.runId },
    transient_environment: asked?.isTransient ?? environment === 'preview',
    production_environment: asked?.isProduction ?? environment === 'production',
    performed_via_github_app: null,
  };
}

const says: Record<StatePlan['state'], string> = {
  pending: 'Waiting for a reviewer',
  queued: 'Waiting for a runner',
  in_progress: 'Deployment is in progress',
  success: 'Deployment finished successfully',
  failure: 'Deployment failed',
  error: 'Deployment went wrong',
  inactive: 'A later deployment took its place',
};

export function statusBody(
  { api, repo, repoUrl, repoWeb }: RepoCall,
  deployment: DeploymentPlan,
  state: StatePlan,
  index: number,
) {
  const { said } = state;
  const id = stateId(deployment.id, index);
  const url = `${repoUrl}/deployments/${deployment.id}`;
  const job = `${repoWeb}/actions/runs/${deployment.runId}/job/${state.jobId}`;
  const log = said?.logUrl ?? (state.jobId === null ? '' : job);
  return {
    url: `${url}/statuses/${id}`,
    id,
    node_id: nodeId('DES', id),
    state: state.state,
    creator: simpleUser(api, said?.by ?? deployment.creator),
    description: said?.description ?? says[state.state],
    environment: said?.environment ?? deployment.environment,
    target_url: log,
    created_at: iso(state.at),
    updated_at: iso(state.at),
    deployment_url: url,
    repository_url: repoUrl,
    environment_url: said?.environmentUrl ?? (state.state === 'success' ? addressOf(repo, deployment) : ''),
    log_url: log,
    performed_via_github_app: null,
  };
}

const hosts: Readonly<Record<string, string>> = {
  production: 'harbor-goods.example',
  staging: 'staging.harbor-goods.example',
  preview: 'preview.harbor-goods.example',
};

function addressOf(repo: Service, { environment, version }: DeploymentPlan): string {
  const host = hosts[environment] ?? `${environment}.harbor-goods.example`;
  return `https://${environment === 'preview' ? version : repo}.${host}`;
}
