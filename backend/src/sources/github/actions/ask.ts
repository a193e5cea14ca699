import { SourceError } from '../../source.ts';
import type { Started } from '../../source-actions.ts';
import type { ActionCalls } from './calls.ts';
import type { DeploymentWatch, NewRunWatch, Plan, PlanTo, RunWatch } from './schema.ts';

interface Asking {
  readonly github: ActionCalls;
  /** Where people look at the repository. */
  readonly page: string;
  readonly now: () => number;
}

/** Asks GitHub for it, once. Throws SourceError. */
export async function ask(plan: Plan, asking: Asking): Promise<Started> {
  if (plan.ask === 'dispatch') return dispatch(plan, asking);
  if (plan.ask === 'deployment') return deploy(plan, asking);
  const { github, page } = asking;
  const { repo, runId } = plan;
  const watch = (more: Pick<RunWatch, 'for' | 'attempt' | 'live'>) => ({ repo, runId, ...more });
  const where = { url: `${page}/actions/runs/${runId}`, pipelineId: runId };
  if (plan.ask === 'review') {
    await github.review(plan);
    const text = `GitHub was told: ${plan.verdict}`;
    return { ...where, text, watch: watch({ for: 'review', attempt: 0, live: null }) };
  }
  const { attempt, live } = plan;
  if (plan.ask === 'cancel') {
    await github.cancel(repo, runId);
    const text = 'GitHub was asked to stop it';
    return { ...where, text, watch: watch({ for: 'stop', attempt, live: null }) };
  }
  await github.rerun(repo, runId, plan.ask === 'rerun-failed' ? 'failed' : 'all');
  const next = attempt + 1;
  const text = `GitHub makes attempt ${next}`;
  return { ...where, text, watch: watch({ for: 'success', attempt: next, live }) };
}

async function dispatch(plan: PlanTo<'dispatch'>, { github, page, now }: Asking): Promise<Started> {
  const { repo, workflowId, ref, live } = plan;
  const actor = await github.login().then(
    ({ value }) => value ?? null,
    (error: unknown) => unlessOurs(error),
  );
  const askedAt = now();
  const runId = await github.dispatch(plan);
  if (runId !== undefined)
    return {
      text: `GitHub has started run ${runId}`,
      watch: { for: 'success', repo, runId, attempt: 1, live } satisfies RunWatch,
      url: `${page}/actions/runs/${runId}`,
      pipelineId: runId,
    };
  return {
    text: 'GitHub was asked to start it; the run is being looked for',
    watch: { for: 'new-run', repo, workflowId, ref, askedAt, actor, live } satisfies NewRunWatch,
    url: `${page}/actions`,
    pipelineId: null,
  };
}

async function deploy(plan: PlanTo<'deployment'>, { github, page }: Asking): Promise<Started> {
  const { repo, live } = plan;
  const like = await github.deployment(repo, plan.like);
  if (!like) throw new SourceError('forbidden', 'GitHub no longer lists the deployment to make again');
  const deploymentId = await github.deploy(plan, like);
  return {
    text: `GitHub has made deployment ${deploymentId}`,
    watch: { for: 'deployment', repo, deploymentId, live } satisfies DeploymentWatch,
    url: `${page}/deployments`,
    pipelineId: null,
  };
}

/** Who asks is not known of an app; the run is found without that. */
function unlessOurs(error: unknown): null {
  if (error instanceof SourceError) return null;
  throw error;
}
