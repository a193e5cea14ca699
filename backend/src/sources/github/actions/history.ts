import { latestState } from '../deployment-event.ts';
import { type Ruling, ruleOn, versionOf } from '../deployment-rule.ts';
import { inParallel } from '../in-parallel.ts';
import { namesOf, titleOf } from '../run-event.ts';
import { judgeDeployment, judgeRun, type Verdict } from '../run-status.ts';
import type { DeploymentState, GitHubDeployment, WorkflowRun } from '../schema.ts';
import type { ActionCalls } from './calls.ts';
import type { Version } from './choose-target.ts';
import type { Preparing } from './preparing.ts';

export interface History {
  /** Newest first. */
  readonly versions: readonly Version[];
  /** The environment's own name, where there are GitHub Deployments. */
  readonly environment: string | null;
}

const atOnce = 4;

/** What was brought to the environment of deployment `id`. Throws SourceError. */
export async function readHistory(
  { repo, id }: { readonly repo: string; readonly id: string },
  { github, config, ruling }: Pick<Preparing, 'github' | 'config' | 'ruling'>,
): Promise<History> {
  const runId = /^run-(\d+)$/.exec(id)?.[1];
  if (runId !== undefined)
    return {
      versions: await runsBesides({ repo, runId }, { github, owner: config.owner, ruling }),
      environment: null,
    };
  const deployment = await github.deployment(repo, id);
  if (!deployment) return { versions: [], environment: null };
  const { environment } = deployment;
  const deployments = await github.deploymentsTo(repo, environment);
  const versions = await inParallel(deployments, atOnce, async (one) =>
    versionOfDeployment(one, (await github.deploymentStates(repo, one.id)).value),
  );
  return { versions, environment };
}

async function runsBesides(
  { repo, runId }: { readonly repo: string; readonly runId: string },
  {
    github,
    owner,
    ruling,
  }: { readonly github: ActionCalls; readonly owner: string; readonly ruling: Ruling },
): Promise<Version[]> {
  const { value: run } = await github.run(repo, runId);
  if (!run) return [];
  const environmentOf = (one: WorkflowRun) => ruleOn(namesOf({ owner, repo }, one), ruling).environment;
  const environment = environmentOf(run);
  if (environment === null) return [];
  const pages = [await github.runs(repo, 1), await github.runs(repo, 2)];
  return pages
    .flatMap(({ value }) => value)
    .filter((one) => environmentOf(one) === environment)
    .toSorted((a, b) => b.created_at - a.created_at)
    .map(versionOfRun);
}

function versionOfRun(run: WorkflowRun): Version {
  return {
    id: `run-${run.id}`,
    sha: run.head_sha,
    name: versionOf(run.head_branch ?? '', undefined, titleOf(run)) ?? run.head_sha.slice(0, 7),
    runId: run.id,
    went: wentOf(judgeRun(run.status, run.conclusion)),
  };
}

function versionOfDeployment(
  { id, sha, ref, payload, description }: GitHubDeployment,
  states: readonly DeploymentState[],
): Version {
  const logUrl = states.map(({ log_url, target_url }) => log_url || target_url).find(Boolean);
  return {
    id,
    sha,
    name: versionOf(ref, payload, description ?? '') ?? sha.slice(0, 7),
    runId: /\/actions\/runs\/(\d+)/.exec(logUrl ?? '')?.[1] ?? null,
    went: wentOf(judgeDeployment(latestState(states)?.state)),
  };
}

function wentOf({ ended, status }: Verdict): Version['went'] {
  if (!ended) return 'going';
  return status === 'success' ? 'well' : 'badly';
}
