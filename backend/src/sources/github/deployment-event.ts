import type { DeploymentData, Environment, SourceEvent } from '@smartops/contract';
import { environmentOfDeployment, environmentOfRun, versionOf } from './deployment-rule.ts';
import { authorOf, finishOf, type RunPlace, startOf, titleOf, urlOf } from './run-event.ts';
import { judgeDeployment, judgeRun, type Verdict } from './run-status.ts';
import type { DeploymentState, GitHubDeployment, Job, WorkflowRun } from './schema.ts';

/** Where an event belongs. */
export interface Place {
  readonly connectionId: string;
  readonly key: string;
  readonly repo: string;
}

export const repositoryId = ({ connectionId, key }: Place) => `${connectionId}:repository:${key}`;

/** The state that tells how a deployment went: the newest, but what it was before a later deployment replaced it. */
export function latestState(newestFirst: readonly DeploymentState[]): DeploymentState | undefined {
  return newestFirst.find(({ state }) => state !== 'inactive') ?? newestFirst[0];
}

export function eventOfDeployment(
  place: Place,
  deployment: GitHubDeployment,
  states: readonly DeploymentState[],
): SourceEvent {
  const state = latestState(states);
  const verdict = judgeDeployment(state?.state);
  const environment = environmentOfDeployment(deployment);
  const message =
    firstLine(deployment.description) || `Deploy ${deployment.ref} to ${deployment.environment}`;
  const logUrl = states.map(({ log_url, target_url }) => log_url || target_url).find(Boolean);
  return toEvent(place, deployment.id, verdict, {
    service: place.repo,
    environment,
    status: verdict.status,
    rawStatus: verdict.rawStatus,
    branch: deployment.ref.replace(/^refs\/(?:heads|tags)\//, ''),
    sha: deployment.sha,
    author: deployment.creator?.login ?? 'unknown',
    message,
    version: versionOf(deployment.ref, deployment.payload, message),
    url: state?.environment_url || logUrl || null,
    runId: /\/actions\/runs\/(\d+)/.exec(logUrl ?? '')?.[1] ?? null,
    startedAt: deployment.created_at,
    finishedAt: verdict.ended && state ? state.created_at : null,
  });
}

/** For repositories without GitHub Deployments: the run itself is the deployment. */
export function eventOfDeployingRun(place: RunPlace, run: WorkflowRun, jobs: readonly Job[]): SourceEvent {
  const verdict = judgeRun(run.status, run.conclusion);
  const message = titleOf(run);
  return toEvent(place, `run-${run.id}`, verdict, {
    service: place.repo,
    environment: environmentOfRun(run),
    status: verdict.status,
    rawStatus: verdict.rawStatus,
    branch: run.head_branch ?? 'detached',
    sha: run.head_sha,
    author: authorOf(run),
    message,
    version: versionOf(run.head_branch ?? '', undefined, message),
    url: urlOf(place, run),
    runId: run.id,
    startedAt: startOf(run),
    finishedAt: finishOf(run, jobs),
  });
}

function toEvent(place: Place, id: string, verdict: Verdict, data: DeploymentData): SourceEvent {
  return {
    id: `${place.connectionId}:deployment:${id}`,
    resourceId: repositoryId(place),
    kind: 'deployment',
    outcome: verdict.outcome,
    title: `${data.service} deploy to ${data.environment satisfies Environment}`,
    at: data.startedAt,
    data,
  };
}

const firstLine = (text: string | null | undefined) => text?.split('\n', 1)[0]?.trim();
