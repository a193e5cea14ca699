import { owner, type Service, services } from '../../world/shop.ts';
import { getRateLimit, getUser } from './account.ts';
import { type Answer, type Call, notFound, type RepoCall } from './call.ts';
import { compareCommits, getCommit, listCommits } from './commits.ts';
import {
  getDeployment,
  getDeploymentStatus,
  listDeploymentStatuses,
  listDeployments,
} from './deployments.ts';
import { getEnvironment, listEnvironments } from './environments.ts';
import { getJob, listJobs, listJobsOfAttempt } from './jobs.ts';
import { downloadLog } from './logs.ts';
import type { Quotas } from './quota.ts';
import { getRepository, listRepositories } from './repositories.ts';
import { getRun, getRunAttempt, listRuns, listRunsOfWorkflow } from './runs.ts';
import { getWorkflow, listWorkflows } from './workflows.ts';

export interface Route {
  /** Octokit's name of the operation. */
  readonly name: string;
  /** Below https://docs.github.com/rest. */
  readonly docs: string;
  /** Of a fine-grained token. */
  readonly permission: string;
  readonly path: RegExp;
  readonly answer: (call: Call, quotas: Quotas) => Answer;
}

/** `{name}` stands for one part of the path, `{+name}` for the rest of it. */
function compile(template: string): RegExp {
  const source = template.replaceAll(
    /\{(\+?)(\w+)\}/g,
    (_, rest, name) => `(?<${name}>${rest ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^/api/v3${source}/?$`);
}

function inRepository(
  template: string,
  { answer, ...route }: Omit<Route, 'path' | 'answer'> & { readonly answer: (call: RepoCall) => Answer },
): Route {
  return {
    ...route,
    path: compile(`/repos/{owner}/{repo}${template}`),
    answer: (call) => answer({ ...call, repo: repositoryOf(call) }),
  };
}

/** A private repository that the asker may not see does not exist. */
function repositoryOf({ token, params }: Call): Service {
  const name = params.repo?.toLowerCase();
  const repo = services.find((one) => one === name);
  if (!repo || token === undefined || params.owner?.toLowerCase() !== owner) throw notFound();
  return repo;
}

const actions = (name: string, docs: string, answer: (call: RepoCall) => Answer) => ({
  name: `actions.${name}`,
  docs: `actions/${docs}`,
  permission: 'actions=read',
  answer,
});
const repos = (name: string, docs: string, permission: string, answer: (call: RepoCall) => Answer) => ({
  name: `repos.${name}`,
  docs,
  permission,
  answer,
});
const runDocs = (anchor: string) => `workflow-runs#${anchor}`;
const jobDocs = (anchor: string) => `workflow-jobs#${anchor}`;
const deployed = 'deployments=read';
const contents = 'contents=read';

const routes: readonly Route[] = [
  {
    name: 'users.getAuthenticated',
    docs: 'users/users#get-the-authenticated-user',
    permission: 'allows_permissionless_access=true',
    path: compile('/user'),
    answer: getUser,
  },
  {
    name: 'rateLimit.get',
    docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
    permission: 'allows_permissionless_access=true',
    path: compile('/rate_limit'),
    answer: getRateLimit,
  },
  {
    name: 'repos.listForOrg',
    docs: 'repos/repos#list-organization-repositories',
    permission: 'metadata=read',
    path: compile('/orgs/{org}/repos'),
    answer: listRepositories,
  },
  inRepository('', repos('get', 'repos/repos#get-a-repository', 'metadata=read', getRepository)),
  inRepository(
    '/actions/runs',
    actions('listWorkflowRunsForRepo', runDocs('list-workflow-runs-for-a-repository'), listRuns),
  ),
  inRepository('/actions/runs/{run}', actions('getWorkflowRun', runDocs('get-a-workflow-run'), getRun)),
  inRepository(
    '/actions/runs/{run}/jobs',
    actions('listJobsForWorkflowRun', jobDocs('list-jobs-for-a-workflow-run'), listJobs),
  ),
  inRepository(
    '/actions/runs/{run}/attempts/{attempt}',
    actions('getWorkflowRunAttempt', runDocs('get-a-workflow-run-attempt'), getRunAttempt),
  ),
  inRepository(
    '/actions/runs/{run}/attempts/{attempt}/jobs',
    actions(
      'listJobsForWorkflowRunAttempt',
      jobDocs('list-jobs-for-a-workflow-run-attempt'),
      listJobsOfAttempt,
    ),
  ),
  inRepository(
    '/actions/jobs/{job}',
    actions('getJobForWorkflowRun', jobDocs('get-a-job-for-a-workflow-run'), getJob),
  ),
  inRepository(
    '/actions/jobs/{job}/logs',
    actions('downloadJobLogsForWorkflowRun', jobDocs('download-job-logs-for-a-workflow-run'), downloadLog),
  ),
  inRepository(
    '/actions/workflows',
    actions('listRepoWorkflows', 'workflows#list-repository-workflows', listWorkflows),
  ),
  inRepository(
    '/actions/workflows/{workflow}',
    actions('getWorkflow', 'workflows#get-a-workflow', getWorkflow),
  ),
  inRepository(
    '/actions/workflows/{workflow}/runs',
    actions('listWorkflowRuns', runDocs('list-workflow-runs-for-a-workflow'), listRunsOfWorkflow),
  ),
  inRepository(
    '/deployments',
    repos('listDeployments', 'deployments/deployments#list-deployments', deployed, listDeployments),
  ),
  inRepository(
    '/deployments/{deployment}',
    repos('getDeployment', 'deployments/deployments#get-a-deployment', deployed, getDeployment),
  ),
  inRepository(
    '/deployments/{deployment}/statuses',
    repos(
      'listDeploymentStatuses',
      'deployments/statuses#list-deployment-statuses',
      deployed,
      listDeploymentStatuses,
    ),
  ),
  inRepository(
    '/deployments/{deployment}/statuses/{status}',
    repos(
      'getDeploymentStatus',
      'deployments/statuses#get-a-deployment-status',
      deployed,
      getDeploymentStatus,
    ),
  ),
  inRepository(
    '/environments',
    repos(
      'getAllEnvironments',
      'deployments/environments#list-environments',
      'actions=read',
      listEnvironments,
    ),
  ),
  inRepository(
    '/environments/{environment}',
    repos('getEnvironment', 'deployments/environments#get-an-environment', 'actions=read', getEnvironment),
  ),
  inRepository('/commits', repos('listCommits', 'commits/commits#list-commits', contents, listCommits)),
  inRepository('/commits/{+ref}', repos('getCommit', 'commits/commits#get-a-commit', contents, getCommit)),
  inRepository(
    '/compare/{+basehead}',
    repos('compareCommitsWithBasehead', 'commits/commits#compare-two-commits', contents, compareCommits),
  ),
];

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function match(path: string): Match | undefined {
  for (const route of routes) {
    const groups = route.path.exec(path)?.groups;
    if (groups || route.path.test(path)) return { route, params: decoded(groups ?? {}) };
  }
  return undefined;
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
