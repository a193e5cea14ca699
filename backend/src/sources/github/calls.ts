import { z } from 'zod';
import type { SourceLog, SourceTools } from '../source.ts';
import type { Evidence } from './abilities.ts';
import { aboutRepository, type Client, openClient, read } from './client.ts';
import type { Page } from './etag-cache.ts';
import { readJobLog } from './job-log.ts';
import type { PageAsked } from './older-deployments.ts';
import * as shape from './schema.ts';

export type Rights = Pick<Evidence, 'permissions' | 'scopes'>;

/** GitHub's REST API, as far as it is read here; lists come newest first. Every call throws SourceError. */
export interface GitHubCalls {
  /** Follows a renamed one. */
  repository(name: string): Promise<Page<shape.Listed>>;
  /** Sorted by name; none when there is no such list. */
  list(of: 'organisation' | 'user' | 'self' | 'installation', page: number): Promise<Page<shape.Listed[]>>;
  /** Whose token it is. */
  login(): Promise<Page<string | undefined>>;
  /** Whether the files may be read. */
  contents(repo: string): Promise<Page<unknown>>;
  /** What is known of the token's own rights. */
  rights(): Promise<Rights>;
  runs(repo: string, page: number): Promise<Page<shape.WorkflowRun[]>>;
  /** Those created until then, newest first. */
  runsUntil(repo: string, at: number): Promise<Page<shape.WorkflowRun[]>>;
  /** Those that are going, however old: a re-run keeps its old place in the list. */
  runsInProgress(repo: string): Promise<Page<shape.WorkflowRun[]>>;
  /** Undefined when it was deleted. */
  run(repo: string, runId: string): Promise<Page<shape.WorkflowRun | undefined>>;
  /** Of the latest attempt; none when the run was deleted. */
  jobs(repo: string, runId: string, page: number): Promise<Page<shape.Job[]>>;
  deployments(repo: string, page: number): Promise<Page<shape.GitHubDeployment[]>>;
  /** The same, asked once. */
  olderDeployments(repo: string, page: PageAsked): Promise<Page<shape.GitHubDeployment[]>>;
  deploymentStates(repo: string, deploymentId: string): Promise<Page<shape.DeploymentState[]>>;
  /** What is in `head` and not in `base`; undefined when either commit is gone. */
  compare(repo: string, base: string, head: string): Promise<shape.Comparison | undefined>;
  /** The text of a file at a commit; undefined when it is not there. */
  file(repo: string, path: string, sha: string): Promise<string | undefined>;
  log(repo: string, jobId: string): Promise<SourceLog>;
  /** Requests left in this hour, as last heard. */
  remaining(): number | undefined;
}

/** The memory of calls lives as long as the returned function, each call as long as its signal. */
export function openGitHub(
  config: shape.GitHubConfig,
  tools: SourceTools,
): (signal: AbortSignal) => GitHubCalls {
  const client = openClient(config, tools);
  return (signal) => ({
    ...repositoryCalls(client, signal),
    ...runCalls(client, signal),
    ...deploymentCalls(client, signal),
    compare: (repo, base, head) => compare(client, { repo, base, head, signal }),
    file: (repo, path, sha) => file(client, { repo, path, sha, signal }),
    log: (repo, jobId) => log(client, { repo, jobId, signal }),
    contents: (repo) =>
      read(
        client,
        { repo, key: 'contents', schema: z.unknown(), permission: 'Contents: read', signal },
        ({ rest }, common) => rest.repos.getContent({ ...common, path: '' }),
      ),
    rights: () => rightsOf(client),
    remaining: () => client.quota.remaining(),
  });
}

async function rightsOf({ config, octokit, quota }: Client): Promise<Rights> {
  if (!config.app) return { permissions: undefined, scopes: quota.scopes() };
  const proof = await (await octokit()).auth({ type: 'installation' });
  return { permissions: shape.InstallationProof.parse(proof).permissions, scopes: undefined };
}

function repositoryCalls(
  client: Client,
  signal: AbortSignal,
): Pick<GitHubCalls, 'repository' | 'list' | 'login'> {
  const about = { permission: 'Metadata: read', signal };
  const { owner } = client.config;
  return {
    repository: (repo) =>
      read(client, { ...about, repo, key: 'repository', schema: shape.Listed }, ({ rest }, common) =>
        rest.repos.get({ ...common }),
      ),
    list: (of, page) => {
      const schema = of === 'installation' ? shape.InstallationPage : shape.ListedPage;
      const what = { ...about, key: `${of} ${page}`, schema, ifGone: { value: [], hasNext: false } };
      return read<shape.Listed[]>(client, what, ({ rest }, { headers, request }) => {
        const common = { headers, request, page, per_page: 100 };
        if (of === 'installation') return rest.apps.listReposAccessibleToInstallation(common);
        const sorted = { ...common, sort: 'full_name' } as const;
        if (of === 'organisation') return rest.repos.listForOrg({ ...sorted, org: owner });
        if (of === 'user') return rest.repos.listForUser({ ...sorted, username: owner });
        return rest.repos.listForAuthenticatedUser({ ...sorted, affiliation: 'owner' });
      });
    },
    login: () => {
      const what = {
        ...about,
        key: 'login',
        schema: shape.Login,
        ifGone: { value: undefined, hasNext: false },
      };
      return read<string | undefined>(client, what, ({ rest }, { headers, request }) =>
        rest.users.getAuthenticated({ headers, request }),
      );
    },
  };
}

type RunCalls = Pick<GitHubCalls, 'runs' | 'runsUntil' | 'runsInProgress' | 'run' | 'jobs'>;

function runCalls(client: Client, signal: AbortSignal): RunCalls {
  const about = { permission: 'Actions: read', signal };
  const runs = { per_page: 50, exclude_pull_requests: true };
  return {
    runs: (repo, page) =>
      read(client, { ...about, repo, key: `runs ${page}`, schema: shape.RunPage }, ({ rest }, common) =>
        rest.actions.listWorkflowRunsForRepo({ ...common, ...runs, page }),
      ),
    runsUntil: (repo, at) => {
      const created = `<=${new Date(at).toISOString().replace('.000Z', 'Z')}`;
      const what = { ...about, repo, key: 'older runs', once: true, schema: shape.RunPage };
      return read(client, what, ({ rest }, common) =>
        rest.actions.listWorkflowRunsForRepo({ ...common, ...runs, created }),
      );
    },
    runsInProgress: (repo) =>
      read(client, { ...about, repo, key: 'runs in progress', schema: shape.RunPage }, ({ rest }, common) =>
        rest.actions.listWorkflowRunsForRepo({ ...common, ...runs, status: 'in_progress' }),
      ),
    run: (repo, id) => {
      const ifGone = { value: undefined, hasNext: false };
      const what = { ...about, repo, key: `run ${id}`, schema: shape.WorkflowRun, ifGone };
      return read<shape.WorkflowRun | undefined>(client, what, ({ rest }, common) =>
        rest.actions.getWorkflowRun({ ...common, run_id: Number(id), exclude_pull_requests: true }),
      );
    },
    jobs: (repo, id, page) => {
      const ifGone = { value: [], hasNext: false };
      const what = { ...about, repo, key: `jobs ${id} ${page}`, schema: shape.JobPage, ifGone };
      return read(client, what, ({ rest }, common) =>
        rest.actions.listJobsForWorkflowRun({ ...common, run_id: Number(id), page, per_page: 100 }),
      );
    },
  };
}

function deploymentCalls(
  client: Client,
  signal: AbortSignal,
): Pick<GitHubCalls, 'deployments' | 'olderDeployments' | 'deploymentStates'> {
  const about = { permission: 'Deployments: read', signal };
  const list = (repo: string, { number, size }: PageAsked, once: boolean) => {
    const what = { ...about, repo, once, key: `deployments ${number}`, schema: shape.DeploymentPage };
    return read(client, what, ({ rest }, common) =>
      rest.repos.listDeployments({ ...common, page: number, per_page: size }),
    );
  };
  return {
    deployments: (repo, number) => list(repo, { number, size: 20 }, false),
    olderDeployments: (repo, page) => list(repo, page, true),
    deploymentStates: (repo, id) => {
      const what = { ...about, repo, key: `states ${id}`, schema: shape.DeploymentStatePage };
      return read(client, what, ({ rest }, common) =>
        rest.repos.listDeploymentStatuses({ ...common, deployment_id: Number(id), per_page: 10 }),
      );
    },
  };
}

async function compare(
  client: Client,
  { repo, base, head, signal }: Readonly<Record<'repo' | 'base' | 'head', string>> & { signal: AbortSignal },
): Promise<shape.Comparison | undefined> {
  const what = {
    ...{ repo, signal, permission: 'Contents: read', key: `compare ${base} ${head}` },
    ...{ schema: shape.Comparison, ifGone: { value: undefined, hasNext: false } },
  };
  const page = await read<shape.Comparison | undefined>(client, what, ({ rest }, common) =>
    rest.repos.compareCommitsWithBasehead({ ...common, basehead: `${base}...${head}` }),
  );
  return page.value;
}

async function file(
  client: Client,
  { repo, path, sha, signal }: Readonly<Record<'repo' | 'path' | 'sha', string>> & { signal: AbortSignal },
): Promise<string | undefined> {
  const what = {
    ...{ repo, signal, permission: 'Contents: read', once: true, key: `file ${path} ${sha}` },
    ...{ schema: shape.File, ifGone: { value: undefined, hasNext: false } },
  };
  const page = await read<string | undefined>(client, what, ({ rest }, common) =>
    rest.repos.getContent({ ...common, path, ref: sha }),
  );
  return page.value;
}

async function log(
  client: Client,
  { repo, jobId, signal }: { readonly repo: string; readonly jobId: string; readonly signal: AbortSignal },
): Promise<SourceLog> {
  const { config, tools, quota } = client;
  const { rest } = await client.octokit();
  const job = { owner: config.owner, repo, job_id: Number(jobId) };
  // The address in the answer is signed, and on another host: it must be asked without the token.
  const request = { signal, redirect: 'manual', parseSuccessResponseBody: false } as const;
  return await readJobLog({
    asked: aboutRepository(client, repo, 'Actions: read'),
    now: tools.now,
    download: () => quota.ask(() => rest.actions.downloadJobLogsForWorkflowRun({ ...job, request })),
    follow: (address, headers) => {
      const url = new URL(address, config.apiUrl);
      const isOwn = url.origin === new URL(config.apiUrl).origin;
      return (isOwn ? tools.fetch : tools.fetchTyped)(url, { signal, headers });
    },
    status: async () => {
      const answer = await quota.ask(() =>
        rest.actions.getJobForWorkflowRun({ ...job, request: { signal } }),
      );
      return answer.data.status;
    },
  });
}
