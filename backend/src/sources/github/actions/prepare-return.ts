import { ConflictError } from '../../../platform/errors.ts';
import type { Prepared, Wish } from '../../source-actions.ts';
import { chooseTarget, type Version } from './choose-target.ts';
import { factsOf } from './facts.ts';
import { type History, readHistory } from './history.ts';
import { findRun, mustBeRerunnable, type Preparing, repositoryOf, toPrepared } from './preparing.ts';
import type { Plan } from './schema.ts';

/** Brings a version to its environment again: the same one, or the last one before it that worked. */
export async function prepareReturn(
  wish: Extract<Wish, { kind: 'redeploy' | 'rollback' }>,
  preparing: Preparing,
): Promise<Prepared> {
  const { github, config } = preparing;
  const repo = repositoryOf(wish.deployment.service, config);
  const history = await readHistory({ repo, id: wish.deploymentId }, preparing);
  const { from, to } = wish.kind === 'rollback' ? chosen(history, wish) : again(history, wish);
  const run = await findRun(repo, to.runId ?? '', preparing);
  await mustBeRerunnable(repo, run, preparing);
  const { environment, service } = wish.deployment;
  const comparison = from.sha === to.sha ? undefined : await github.compare(repo, to.sha, from.sha);
  if (from.sha !== to.sha && !comparison)
    throw new ConflictError(`GitHub no longer has ${to.name} or ${from.name}: a commit is gone`);
  const live = { environment: history.environment ?? '', sha: to.sha, text: to.name };
  const plan: Plan = {
    ask: 'rerun',
    repo,
    runId: run.id,
    attempt: run.run_attempt,
    live: history.environment === null ? null : live,
  };
  const prepared = {
    environment,
    lock: `${repo} ${environment}`,
    summary: {
      title:
        wish.kind === 'rollback'
          ? `Roll ${service} in ${environment} back from ${from.name} to ${to.name}`
          : `Deploy ${to.name} of ${service} to ${environment} again`,
      does: `GitHub runs run ${run.id} again, which brought ${to.name} (${to.sha.slice(0, 7)}) to ${environment}.`,
      verifies: `The run is watched until it ends; then ${to.name} has to be what is live in ${environment}.`,
      facts: comparison ? factsOf(comparison) : [],
      compareUrl: comparison?.html_url ?? null,
    },
  };
  return toPrepared(plan, run, prepared, from.id);
}

type Pair = { readonly from: Version; readonly to: Version };

function chosen({ versions }: History, { deploymentId }: { readonly deploymentId: string }): Pair {
  const choice = chooseTarget(versions, deploymentId);
  if ('refusal' in choice) throw new ConflictError(choice.refusal);
  return choice;
}

function again({ versions }: History, { deploymentId }: { readonly deploymentId: string }): Pair {
  const to = versions.find(({ id }) => id === deploymentId);
  if (!to) throw new ConflictError('GitHub no longer lists this deployment');
  const going = versions.find(({ went }) => went === 'going');
  if (going) throw new ConflictError(`${going.name} is being deployed there right now`);
  if (to.runId === null)
    throw new ConflictError('It was not deployed by a workflow of GitHub Actions, so nothing can run again');
  return { from: versions[0] ?? to, to };
}
