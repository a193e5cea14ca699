import type { ActionFact, Environment } from '@smartops/contract';
import { ConflictError } from '../../../platform/errors.ts';
import type { Prepared, Wish } from '../../source-actions.ts';
import { chooseTarget, type Version } from './choose-target.ts';
import { factsOf } from './facts.ts';
import { findWay, type Way } from './find-way.ts';
import { type History, readHistory } from './history.ts';
import { type Preparing, repositoryOf, toPrepared } from './preparing.ts';
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
  const { environment, service } = wish.deployment;
  const wanted = { repo, from, to, environment, environmentName: history.environment };
  const way = await findWay(wanted, preparing);
  const comparison = from.sha === to.sha ? undefined : await github.compare(repo, to.sha, from.sha);
  if (from.sha !== to.sha && !comparison)
    throw new ConflictError(`GitHub no longer has ${to.name} or ${from.name}: a commit is gone`);
  // What was rolled back from is newer than what is live now.
  const isOneWay = !comparison || comparison.status === 'ahead' || comparison.status === 'identical';
  const coming = isOneWay ? undefined : await github.compare(repo, from.sha, to.sha);
  const title =
    wish.kind === 'rollback'
      ? `Roll ${service} in ${environment} back from ${from.name} to ${to.name}`
      : `Deploy ${to.name} of ${service} to ${environment} again`;
  const live =
    history.environment === null ? null : { environment: history.environment, sha: to.sha, text: to.name };
  const summary = {
    title,
    ...wordsOf(way, to, environment),
    facts: [...factsOfWay(way), ...(comparison ? factsOf(comparison, coming) : [])],
    compareUrl: (comparison?.status === 'behind' ? coming : comparison)?.html_url ?? null,
  };
  const rest = { environment, lock: `${repo} ${environment}`, summary };
  const unchanging = { run_attempt: 0, status: null, conclusion: null };
  const plan = planOf(way, { repo, to, live, title });
  return toPrepared(plan, way.by === 'rerun' ? way.run : unchanging, rest, from.id);
}

function planOf(
  way: Way,
  {
    repo,
    to,
    live,
    title,
  }: {
    readonly repo: string;
    readonly to: Version;
    readonly live: { readonly environment: string; readonly sha: string; readonly text: string } | null;
    readonly title: string;
  },
): Plan {
  if (way.by === 'rerun')
    return { ask: 'rerun', repo, runId: way.run.id, attempt: way.run.run_attempt, live };
  if (way.by === 'dispatch')
    return { ask: 'dispatch', repo, workflowId: way.workflow.id, ref: way.ref, inputs: way.inputs, live };
  const there = live ?? { environment: way.environment, sha: to.sha, text: to.name };
  return { ask: 'deployment', repo, like: to.id, description: title.slice(0, 140), live: there };
}

/** Says plainly which way is taken. */
function wordsOf(way: Way, to: Version, environment: Environment) {
  const version = `${to.name} (${to.sha.slice(0, 7)})`;
  const then = `then ${to.name} has to be what is live in ${environment}`;
  if (way.by === 'rerun')
    return {
      does: `GitHub runs run ${way.run.id} again, which brought ${version} to ${environment}.`,
      verifies: `The run is watched until it ends; ${then}.`,
    };
  const because = `No run is run again, because ${way.why}.`;
  if (way.by === 'deployment')
    return {
      does: `A new GitHub Deployment of ${version} to ${way.environment} is made, which starts the workflow ${way.workflow.name}. ${because}`,
      verifies: `The deployment is watched until it says how it went; it has to succeed.`,
    };
  const inputs = Object.entries(way.inputs).map(([name, value]) => `${name} = ${value}`);
  return {
    does: `GitHub starts the workflow ${way.workflow.name} anew at ${way.ref}, which is ${version}, ${
      inputs.length > 0 ? `with ${inputs.join(', ')}` : 'without inputs'
    }. ${because}`,
    verifies: `The new run is found and watched until it ends; ${then}.`,
  };
}

function factsOfWay(way: Way): ActionFact[] {
  if (way.by === 'rerun') return [];
  const sent = way.by === 'dispatch' ? Object.entries(way.inputs) : [];
  const usual = way.by === 'dispatch' ? Object.entries(way.usual) : [];
  const text =
    way.by === 'dispatch'
      ? `A new run of ${way.workflow.name} at ${way.ref}: it builds and deploys as the workflow of that version says`
      : `A new GitHub Deployment, with the payload of the one before: ${way.workflow.name} of that version acts on it`;
  const item = (words: string) => ({ text: words, url: null });
  const items = [
    ...sent.map(([name, value]) => item(`${name} = ${value}`)),
    ...usual.map(([name, value]) => item(`${name} = ${value}, as is usual there`)),
  ];
  return [{ label: 'Way', text, warns: true, items }];
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
