import { createHash } from 'node:crypto';
import type { Person } from '../../world/shop.ts';
import { iso, type RepoCall } from '../rest/call.ts';
import { deploymentBody, statusBody } from '../rest/deployments.ts';
import { filesOf } from '../rest/files.ts';
import { jobBody } from '../rest/jobs.ts';
import { emailOf, organization, simpleUser } from '../rest/people.ts';
import { listedRepository } from '../rest/repositories.ts';
import { workflowRun } from '../rest/runs.ts';
import { workflowBody } from '../rest/workflows.ts';
import type { Commit, RunPlan } from '../script/plan.ts';
import { workflow } from '../script/workflows.ts';
import type { Happening } from './happenings.ts';

/** What a webhook says of something that happened, seen at that moment. */
export function payloadOf(view: RepoCall, happening: Happening): Record<string, unknown> {
  switch (happening.event) {
    case 'push':
      return {
        ...pushBody(view, happening.branch, happening.commit),
        ...around(view, happening.commit.author),
      };
    case 'workflow_run': {
      const { action, run } = happening;
      const told = { action, workflow_run: workflowRun(view, run), workflow: workflowOf(view, run) };
      return { ...told, ...around(view, run.triggeredBy) };
    }
    case 'workflow_job': {
      const { action, run, job } = happening;
      return { action, workflow_job: jobBody(view, run, job), ...around(view, run.triggeredBy) };
    }
    case 'deployment': {
      const { action, deployment } = happening;
      const told = { action, ...deploymentOf(view, deployment) };
      return { ...told, ...around(view, deployment.creator) };
    }
    case 'deployment_status': {
      const { action, deployment, state, index } = happening;
      const status = statusBody(view, deployment, state, index);
      const told = { action, deployment_status: status, check_run: null, ...deploymentOf(view, deployment) };
      return { ...told, ...around(view, state.said?.by ?? deployment.creator) };
    }
  }
}

/** What stands in every payload. */
export function around(view: RepoCall, sender: Person) {
  const { api } = view;
  const url = `${api}/orgs/${organization.login}`;
  return {
    repository: listedRepository(view),
    organization: {
      login: organization.login,
      id: organization.id,
      node_id: simpleUser(api, organization).node_id,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: simpleUser(api, organization).avatar_url,
      description: 'Everything for the harbour',
    },
    sender: simpleUser(api, sender),
  };
}

const workflowOf = (view: RepoCall, run: RunPlan) => workflowBody(view, workflow(run.workflow));

function deploymentOf(view: RepoCall, deployment: Parameters<typeof deploymentBody>[1]) {
  const { book, repo, now } = view;
  const run = book
    .attempts(repo, deployment.runId ?? 0, now)
    .findLast(({ deployments }) => deployments.some(({ id }) => id === deployment.id));
  return {
    deployment: deploymentBody(view, deployment, book.deployments(repo, now)),
    workflow: run ? workflowOf(view, run) : null,
    workflow_run: run ? workflowRun(view, run) : null,
  };
}

const nothing = '0'.repeat(40);

function pushBody(view: RepoCall, branch: string, commit: Commit) {
  const { book, repo, now, repoWeb } = view;
  const main = book.commits(repo, now);
  const place = main.indexOf(commit);
  const earlier = book.runs(repo, commit.at).findLast((run) => run.branch === branch)?.commit.sha;
  const before = (place >= 0 ? main[place - 1]?.sha : earlier) ?? nothing;
  const head = pushedCommit(view, commit);
  return {
    ref: `refs/heads/${branch}`,
    before,
    after: commit.sha,
    pusher: { name: commit.author.login, email: emailOf(commit.author) },
    created: before === nothing,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${repoWeb}/compare/${before.slice(0, 12)}...${commit.sha.slice(0, 12)}`,
    commits: [head],
    head_commit: head,
  };
}

function pushedCommit(view: RepoCall, commit: Commit) {
  const person = {
    name: commit.author.name,
    email: emailOf(commit.author),
    username: commit.author.login,
  };
  const files = filesOf(view, commit);
  const named = (status: string) =>
    files.filter((file) => file.status === status).map((file) => file.filename);
  return {
    id: commit.sha,
    tree_id: createHash('sha1').update(`tree ${commit.sha}`).digest('hex'),
    distinct: true,
    message: commit.message,
    timestamp: iso(commit.at),
    url: `${view.repoWeb}/commit/${commit.sha}`,
    author: person,
    committer: person,
    added: named('added'),
    removed: named('removed'),
    modified: named('modified'),
  };
}
