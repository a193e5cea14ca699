import type { GitHubCalls } from './calls.ts';
import type { RepositoryCursor } from './cursor.ts';
import { latestState } from './deployment-event.ts';
import { olderAfter } from './older-deployments.ts';
import { readPages } from './read-pages.ts';
import { judgeDeployment } from './run-status.ts';
import type { DeploymentState, GitHubDeployment } from './schema.ts';
import type { Settled } from './settled.ts';

export interface DeploymentWithStates {
  readonly deployment: GitHubDeployment;
  readonly states: readonly DeploymentState[];
}

export interface DeploymentReading {
  readonly github: GitHubCalls;
  readonly repo: string;
  readonly since: RepositoryCursor | undefined;
  readonly settledStates: Settled<readonly DeploymentState[]>;
  readonly now: number;
}

const overlapMs = 2 * 60_000;
/** A deployment that says nothing for a day was forgotten by whoever began it. */
const forgottenMs = 24 * 3_600_000;

/** GitHub Deployments that are new, going or changed since the cursor; the first time the last 20. Throws SourceError. */
export async function readDeployments(reading: DeploymentReading) {
  const { github, repo, since, now } = reading;
  const seenAt = since?.deploymentsSeenAt ?? 0;
  let isAll = false;
  const listed = await readPages(
    async (page) => {
      const answer = await github.deployments(repo, page);
      isAll = !answer.hasNext;
      return answer;
    },
    (list) => seenAt === 0 || list.some(({ created_at }) => created_at <= seenAt),
  );
  const changed = listed.filter(
    ({ id, updated_at }) => since?.goingDeployments.includes(id) || updated_at >= seenAt - overlapMs,
  );
  const deployments = await Promise.all(
    changed.map(async (deployment) => ({ deployment, states: await statesOf(reading, deployment) })),
  );
  return {
    deployments,
    going: stillGoing(deployments, now),
    // The first time there is more to read than the newest.
    ...(seenAt === 0 && { begun: olderAfter(listed, isAll) }),
    seenAt: Math.max(seenAt, ...listed.map(({ updated_at }) => updated_at)),
    // A published documentation site does not make a repository one that deploys by GitHub Deployments.
    uses: Boolean(since?.usesDeployments) || listed.some(({ environment }) => environment !== 'github-pages'),
  };
}

/** Those that may yet say how they went. */
export const stillGoing = (all: readonly DeploymentWithStates[], now: number): string[] =>
  all
    .filter(({ deployment, states }) => !hasEnded(states) && now - deployment.updated_at < forgottenMs)
    .map(({ deployment }) => deployment.id);

const hasEnded = (states: readonly DeploymentState[]) => judgeDeployment(latestState(states)?.state).ended;

/** The states of a deployment; those of one that has ended are not asked for again. */
export async function statesOf(
  { github, repo, settledStates }: Pick<DeploymentReading, 'github' | 'repo' | 'settledStates'>,
  { id, updated_at }: GitHubDeployment,
): Promise<readonly DeploymentState[]> {
  const key = `${repo}/${id}/${updated_at}`;
  const settled = settledStates.get(key);
  if (settled) return settled;
  const { value: states } = await github.deploymentStates(repo, id);
  if (hasEnded(states)) settledStates.set(key, states);
  return states;
}
