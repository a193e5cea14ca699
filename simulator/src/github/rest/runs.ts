import { createHash } from 'node:crypto';
import { repositoryId } from '../script/ids.ts';
import type { RunPlan } from '../script/plan.ts';
import { workflow } from '../script/workflows.ts';
import { type Answer, idOf, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { emailOf, nodeId, simpleUser } from './people.ts';
import { minimalRepository } from './repositories.ts';
import { fits, isFiltered } from './run-filters.ts';
import { stateOfRun, updatedAt } from './run-state.ts';
import { workflowByName, workflowId } from './workflows.ts';

const mostFiltered = 1_000;

export const listRuns = (call: RepoCall): Answer => pageOfRuns(call, call.book.runs(call.repo, call.now));

export function listRunsOfWorkflow(call: RepoCall): Answer {
  const { key } = workflowByName(call);
  return pageOfRuns(
    call,
    call.book.runs(call.repo, call.now).filter((run) => run.workflow === key),
  );
}

function pageOfRuns(call: RepoCall, oldestFirst: readonly RunPlan[]): Answer {
  const { query } = call.incoming;
  const fitting = isFiltered(query) ? oldestFirst.filter(fits(query, call.now)) : oldestFirst;
  const reachable = isFiltered(query) ? fitting.slice(-mostFiltered) : fitting;
  const { items, headers } = paginate(call, reachable.toReversed());
  return {
    body: { total_count: fitting.length, workflow_runs: items.map((run) => workflowRun(call, run)) },
    headers,
  };
}

export const getRun = (call: RepoCall): Answer => ({ body: workflowRun(call, runOf(call)) });

export const getRunAttempt = (call: RepoCall): Answer => ({ body: workflowRun(call, attemptOf(call)) });

export function runOf(call: RepoCall): RunPlan {
  const run = call.book.run(call.repo, idOf(call, 'run'), call.now);
  if (!run) throw notFound();
  return run;
}

export const attemptsOf = (call: RepoCall): readonly RunPlan[] =>
  call.book.attempts(call.repo, runOf(call).id, call.now);

/** The attempt a path names. */
export function attemptOf(call: RepoCall): RunPlan {
  const number = idOf(call, 'attempt');
  const found = attemptsOf(call).find(({ attempt }) => attempt === number);
  if (!found) throw notFound();
  return found;
}

/** A `workflow-run`. */
export function workflowRun(call: RepoCall, run: RunPlan) {
  const { api, now, repo, name: repoName } = call;
  const { name, file, key } = workflow(run.workflow);
  const repository = minimalRepository(api, repo, repoName);
  return {
    id: run.id,
    name,
    node_id: nodeId('WFR', run.id),
    head_branch: run.branch,
    head_sha: run.commit.sha,
    path: `.github/workflows/${file}`,
    display_title: run.title,
    run_number: run.number,
    event: run.event,
    ...stateOfRun(run, now),
    workflow_id: workflowId(repo, key),
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId('CS', run.id + 1),
    ...addressesOf(call, run),
    pull_requests: call.incoming.query.get('exclude_pull_requests') === 'true' ? [] : pullRequests(call, run),
    created_at: iso(run.createdAt),
    updated_at: iso(updatedAt(run, now)),
    actor: simpleUser(api, run.actor),
    triggering_actor: simpleUser(api, run.triggeredBy),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: iso(run.startedAt),
    head_commit: headCommit(run),
    repository,
    head_repository: repository,
  };
}

function addressesOf({ repo, repoUrl, repoWeb }: RepoCall, run: RunPlan) {
  const url = `${repoUrl}/actions/runs/${run.id}`;
  return {
    url,
    html_url: `${repoWeb}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repoUrl}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${repoUrl}/actions/workflows/${workflowId(repo, run.workflow)}`,
  };
}

function headCommit({ commit }: RunPlan) {
  const person = { name: commit.author.name, email: emailOf(commit.author) };
  return {
    id: commit.sha,
    tree_id: createHash('sha1').update(`tree ${commit.sha}`).digest('hex'),
    message: commit.message,
    timestamp: iso(commit.at),
    author: person,
    committer: person,
  };
}

function pullRequests({ repo, repoUrl, name, book }: RepoCall, { pull, branch, commit, createdAt }: RunPlan) {
  if (pull === null) return [];
  const at = { id: repositoryId(repo), url: repoUrl, name };
  const base = book.commits(repo, createdAt).at(-1)?.sha ?? commit.sha;
  return [
    {
      url: `${repoUrl}/pulls/${pull}`,
      id: repositoryId(repo) + pull,
      number: pull,
      head: { ref: branch, sha: commit.sha, repo: at },
      base: { ref: 'main', sha: base, repo: at },
    },
  ];
}
