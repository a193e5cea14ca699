import type { ActionSummary } from '@smartops/contract';
import { ConflictError } from '../../../platform/errors.ts';
import type { Prepared, Wish } from '../../source-actions.ts';
import { environmentOfDeployment, ruleOn } from '../deployment-rule.ts';
import { namesOf } from '../run-event.ts';
import { judgeRun } from '../run-status.ts';
import type { WorkflowRun } from '../schema.ts';
import { prepareReturn } from './prepare-return.ts';
import {
  findRun,
  hash,
  mustBeRerunnable,
  nameOf,
  type Preparing,
  repositoryOf,
  toPrepared,
} from './preparing.ts';
import type { Plan } from './schema.ts';

const nothing: Pick<ActionSummary, 'facts' | 'compareUrl'> = { facts: [], compareUrl: null };

/** Reads how things stand and says what would happen. Throws SourceError and ConflictError. */
export async function prepare(wish: Wish, preparing: Preparing): Promise<Prepared> {
  if ('deployment' in wish) return prepareReturn(wish, preparing);
  const repo = repositoryOf(wish.run.repository, preparing.config);
  const run = await findRun(repo, wish.run.runId, preparing);
  if ('verdict' in wish) return review(wish, { repo, run }, preparing);
  if (wish.kind === 'cancel') return cancel(repo, run);
  return rerun(wish.kind, { repo, run }, preparing);
}

async function rerun(
  ask: 'rerun' | 'rerun-failed',
  { repo, run }: { readonly repo: string; readonly run: WorkflowRun },
  preparing: Preparing,
): Promise<Prepared> {
  await mustBeRerunnable(repo, run, preparing);
  const { value: jobs } = await preparing.github.jobs(repo, run.id, 1);
  const failed = jobs.filter(({ conclusion }) => conclusion !== 'success' && conclusion !== 'skipped');
  if (ask === 'rerun-failed' && failed.length === 0) throw new ConflictError('No job of it has failed');
  const which = ask === 'rerun' ? `all ${jobs.length} jobs` : failed.map(({ name }) => name).join(', ');
  const { owner } = preparing.config;
  const { environment } = ruleOn(namesOf({ owner, repo }, run), preparing.ruling);
  const plan: Plan = { ask, repo, runId: run.id, attempt: run.run_attempt, live: null };
  return toPrepared(plan, run, {
    environment,
    lock: environment ? `${repo} ${environment}` : `${repo} run ${run.id}`,
    summary: {
      ...nothing,
      title: `Run ${nameOf(run)} of ${repo} again: ${which}`,
      does: `GitHub makes attempt ${run.run_attempt + 1} of run ${run.id} at ${run.head_sha.slice(0, 7)}${
        environment ? `, which deploys to ${environment}` : ''
      }.`,
      verifies: 'The new attempt is watched until it ends, and has to succeed.',
    },
  });
}

function cancel(repo: string, run: WorkflowRun): Prepared {
  if (judgeRun(run.status, run.conclusion).ended) throw new ConflictError('The run has ended already');
  const plan: Plan = { ask: 'cancel', repo, runId: run.id, attempt: run.run_attempt, live: null };
  const prepared = toPrepared(plan, run, {
    environment: null,
    // A lock of its own: what is being watched is what one wants to stop.
    lock: `${repo} stop ${run.id}`,
    summary: {
      ...nothing,
      title: `Cancel ${nameOf(run)} of ${repo}`,
      does: `GitHub is asked to stop run ${run.id}. Steps that run are interrupted; what they have changed stays changed.`,
      verifies: 'The run is watched until it has stopped.',
    },
  });
  // It moves on while one looks; that it still goes is all that matters.
  return { ...prepared, fingerprint: hash([plan.runId, plan.attempt]) };
}

async function review(
  { verdict, reason }: Extract<Wish, { kind: 'review' }>,
  { repo, run }: { readonly repo: string; readonly run: WorkflowRun },
  { github }: Preparing,
): Promise<Prepared> {
  const pending = await github.pendingDeployments(repo, run.id);
  if (pending.length === 0) throw new ConflictError('Nothing of this run waits for a review');
  const open = pending.filter(({ current_user_can_approve }) => current_user_can_approve);
  if (open.length === 0)
    throw new ConflictError("The token's owner is not a reviewer of this environment at GitHub");
  const names = open.map(({ environment }) => environment.name);
  const plan: Plan = {
    ask: 'review',
    repo,
    runId: run.id,
    environments: open.map(({ environment }) => environment.id),
    verdict,
    comment: reason || `${verdict} in SmartOpsAgent`,
  };
  const kinds = names.map((environment) => environmentOfDeployment({ environment }));
  return toPrepared(plan, run, {
    environment: kinds.includes('production') ? 'production' : (kinds[0] ?? null),
    lock: `${repo} run ${run.id}`,
    summary: {
      ...nothing,
      title: `${verdict === 'approved' ? 'Let' : 'Keep'} ${nameOf(run)} of ${repo} ${
        verdict === 'approved' ? 'go on to' : 'from'
      } ${names.join(', ')}`,
      does: `GitHub is told that ${names.join(', ')} is ${verdict} for run ${run.id} at ${run.head_sha.slice(0, 7)}.`,
      verifies: 'The run is watched until it no longer waits.',
    },
  });
}
