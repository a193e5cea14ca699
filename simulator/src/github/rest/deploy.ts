import { digest } from '../../http/request-ids.ts';
import { addTo } from '../deeds/deeds.ts';
import { statesAt } from '../script/deployment-states.ts';
import { deploymentId, stateId, statesPerDeployment } from '../script/ids.ts';
import type { Commit, DeploymentPlan, StatePlan } from '../script/plan.ts';
import { type Body, bodyOf, flagOf, invalid, textOf, wordOf } from './body.ts';
import { type Answer, GitHubError, type RepoCall } from './call.ts';
import { callerOf } from './caller.ts';
import { refuseUnlessGreen } from './checks.ts';
import { commitAt, isSha, placeOf } from './commits.ts';
import { deploymentBody, deploymentOf, statusBody } from './deployments.ts';

export function createDeployment(call: RepoCall): Answer {
  const body = bodyOf(call);
  const ref = textOf(body, 'ref');
  const commit = commitAt(call, ref);
  if (!commit) throw new GitHubError(422, `No ref found for: ${ref}`);
  if (flagOf(body, 'auto_merge', true) && isBehind(call, ref, commit)) return merge(call, ref, commit);
  refuseUnlessGreen(call, { ref, sha: commit.sha, wanted: contextsOf(body) });
  const deployment = deploymentFrom(call, body, { ref, commit });
  addTo(call.deeds.deployments, call.repo, deployment);
  return { status: 201, body: deploymentBody(call, deployment, [deployment]) };
}

function deploymentFrom(
  { deeds, repo, now, token }: RepoCall,
  body: Body,
  { ref, commit }: { readonly ref: string; readonly commit: Commit },
): DeploymentPlan {
  const environment = textOf(body, 'environment', 'production');
  return {
    id: deploymentId(deeds.nextId(repo, now), 1, 0),
    runId: null,
    repo,
    environment,
    task: textOf(body, 'task', 'deploy'),
    description: textOf(body, 'description', ''),
    version: commit.sha.slice(0, 7),
    ref,
    sha: commit.sha,
    creator: callerOf(token),
    createdAt: now,
    states: [],
    asked: {
      originalEnvironment: environment,
      payload: payloadOf(body),
      isTransient: flagOf(body, 'transient_environment', false),
      isProduction: flagOf(body, 'production_environment', environment === 'production'),
    },
  };
}

function payloadOf({ payload = '' }: Body): unknown {
  if (typeof payload === 'object' && payload !== null) return payload;
  if (typeof payload !== 'string') throw invalid("No subschema in 'oneOf' matched for 'properties/payload'.");
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : payload;
  } catch {
    return payload;
  }
}

function contextsOf({ required_contexts: contexts }: Body): readonly string[] | undefined {
  if (contexts === undefined || contexts === null) return undefined;
  if (!Array.isArray(contexts) || contexts.some((one) => typeof one !== 'string'))
    throw invalid("For 'properties/required_contexts', it is not an array of strings.");
  return contexts;
}

/** Only a branch can be brought up to date. */
function isBehind({ book, repo, now }: RepoCall, ref: string, commit: Commit): boolean {
  const main = book.commits(repo, now);
  return !isSha(ref) && !main.includes(commit) && placeOf(main, commit) < main.length - 1;
}

/** Lock files, of which the branches of dependabot consist, do not merge. */
function merge({ deeds, repo, now, token, world }: RepoCall, branch: string, { sha }: Commit): Answer {
  if (branch.startsWith('dependabot/')) throw new GitHubError(409, `Conflict merging main into ${branch}.`);
  deeds.heads.set(`${repo} ${branch}`, {
    sha: digest(world.seed, repo, sha, now, 'merge of main').slice(0, 40),
    message: `Merge branch 'main' into ${branch}`,
    author: callerOf(token),
    at: now,
  });
  return { status: 202, body: { message: `Auto-merged main into ${branch} on deployment.` } };
}

const words = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;
const longestDescription = 140;

export function createDeploymentStatus(call: RepoCall): Answer {
  const { deeds, book, repo, repoUrl, now } = call;
  const { id } = deploymentOf(call);
  const state = stateFrom(call, bodyOf(call));
  addTo(deeds.states, id, state);
  const deployment = deploymentOf(call);
  const index = statesAt(book.deployments(repo, now), deployment, now).lastIndexOf(state);
  const body = statusBody(call, deployment, state, index);
  const location = `${repoUrl}/deployments/${id}/statuses/${stateId(id, index)}`;
  return { status: 201, body, headers: { location } };
}

function stateFrom(call: RepoCall, body: Body): StatePlan {
  const state = wordOf(body, 'state', words);
  const description = textOf(body, 'description', '');
  if (description.length > longestDescription)
    throw new GitHubError(
      422,
      `Validation Failed: description is too long (maximum is ${longestDescription})`,
    );
  if ((call.deeds.states.get(deploymentOf(call).id)?.length ?? 0) >= statesPerDeployment / 2)
    throw new GitHubError(
      422,
      'Validation Failed: this deployment has reached the maximum number of statuses.',
    );
  const said = {
    by: callerOf(call.token),
    description,
    environment: textOf(body, 'environment', '') || undefined,
    environmentUrl: textOf(body, 'environment_url', ''),
    logUrl: textOf(body, 'log_url', '') || textOf(body, 'target_url', ''),
    replaces: flagOf(body, 'auto_inactive', true),
  };
  return { state, at: call.now, jobId: null, said };
}
