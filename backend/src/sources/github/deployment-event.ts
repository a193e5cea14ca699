import {
  type DeploymentData,
  type Environment,
  type Outcome,
  RunData,
  type SourceEvent,
} from '@smartops/contract';
import type { Counted } from '../source.ts';
import { environmentOfDeployment, type Ruling, ruleOn, versionOf } from './deployment-rule.ts';
import { judgeDeployment } from './run-status.ts';
import type { DeploymentState, GitHubDeployment } from './schema.ts';

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
  return toEvent(place, deployment.id, verdict.outcome, {
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

/** For repositories without GitHub Deployments: the run itself is the deployment, unless it was skipped. Pure. */
export function countsAs(connectionId: string, run: SourceEvent, ruling: Ruling): Counted | undefined {
  const { data } = RunData.safeParse(run.data);
  const prefix = `${connectionId}:workflow:`;
  if (!data || run.kind !== 'pipeline-run' || !run.resourceId.startsWith(prefix)) return undefined;
  const key = run.resourceId.slice(prefix.length, run.resourceId.lastIndexOf(':'));
  const place = { connectionId, key, repo: data.repository.slice(data.repository.indexOf('/') + 1) };
  const id = `run-${data.runId}`;
  const { rule, environment } = ruleOn(data, ruling);
  const counts = environment !== null && data.rawStatus !== 'skipped';
  const { branch, sha, author, message, status, rawStatus, url, runId, startedAt, finishedAt } = data;
  return {
    ...{ id: idOf(place, id), serviceId: repositoryId(place), rule },
    deployment: counts
      ? toEvent(place, id, run.outcome, {
          ...{ service: place.repo, environment, status, rawStatus, branch, sha, author, message },
          version: versionOf(branch, undefined, message),
          ...{ url, runId, startedAt, finishedAt },
        })
      : undefined,
  };
}

const idOf = ({ connectionId }: Place, id: string) => `${connectionId}:deployment:${id}`;

function toEvent(place: Place, id: string, outcome: Outcome, data: DeploymentData): SourceEvent {
  return {
    id: idOf(place, id),
    resourceId: repositoryId(place),
    kind: 'deployment',
    outcome,
    title: `${data.service} deploy to ${data.environment satisfies Environment}`,
    at: data.startedAt,
    data,
  };
}

const firstLine = (text: string | null | undefined) => text?.split('\n', 1)[0]?.trim();
