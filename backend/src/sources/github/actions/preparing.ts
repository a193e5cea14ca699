import { createHash } from 'node:crypto';
import { ConflictError } from '../../../platform/errors.ts';
import { SourceError } from '../../source.ts';
import type { Prepared } from '../../source-actions.ts';
import type { Ruling } from '../deployment-rule.ts';
import { judgeRun } from '../run-status.ts';
import type { GitHubConfig, WorkflowRun } from '../schema.ts';
import { isWanted } from '../wanted.ts';
import type { ActionCalls } from './calls.ts';
import type { Plan } from './schema.ts';

export interface Preparing {
  readonly github: ActionCalls;
  readonly config: GitHubConfig;
  /** Which runs are deployments. */
  readonly ruling: Ruling;
  readonly now: number;
}

const rerunnableMs = 30 * 24 * 3_600_000;
/** Its name when the setting names it, in full or by a pattern; what it does not name is not touched. */
export function repositoryOf(fullName: string, { owner, repositories }: GitHubConfig): string {
  const name = fullName.startsWith(`${owner}/`) ? fullName.slice(owner.length + 1) : fullName;
  if (name.includes('/') || !isWanted(repositories, name))
    throw new SourceError('malformed', `${fullName} is not watched here`);
  return name;
}

export async function findRun(repo: string, id: string, { github }: Preparing): Promise<WorkflowRun> {
  const { value: run } = await github.run(repo, id);
  if (!run) throw new ConflictError('The run was deleted at GitHub');
  return run;
}

export const isTooOld = (run: WorkflowRun, now: number) => now - run.created_at > rerunnableMs;

/** Throws ConflictError when GitHub would not run it again. */
export async function mustBeRerunnable(repo: string, run: WorkflowRun, preparing: Preparing): Promise<void> {
  mustHaveEnded(run);
  if (isTooOld(run, preparing.now))
    throw new ConflictError('GitHub runs nothing again that is older than 30 days');
  await mustRunIn(repo, preparing);
  await mustRun(repo, run.workflow_id, preparing);
}

export function mustHaveEnded(run: WorkflowRun): void {
  if (!judgeRun(run.status, run.conclusion).ended)
    throw new ConflictError('The run is still going. Cancel it first');
}

export async function mustRunIn(repo: string, { github }: Preparing): Promise<void> {
  const { archived } = await github.repository(repo);
  if (archived) throw new ConflictError(`${repo} is archived: nothing runs there any more`);
}

/** The workflow, when it still runs. */
export async function mustRun(repo: string, id: string, { github }: Preparing) {
  const workflow = await github.workflow(repo, id);
  if (!workflow || workflow.state === 'deleted')
    throw new ConflictError('The workflow of this run was deleted');
  if (workflow.state !== 'active')
    throw new ConflictError(`The workflow ${workflow.name} is disabled at GitHub`);
  return { ...workflow, id };
}

/** `also` is what the plan rests on besides the run. */
export function toPrepared(
  plan: Plan,
  run: Pick<WorkflowRun, 'run_attempt' | 'status' | 'conclusion'>,
  rest: Omit<Prepared, 'plan' | 'fingerprint'>,
  also?: string,
): Prepared {
  return { ...rest, plan, fingerprint: hash([plan, run.run_attempt, run.status, run.conclusion, also]) };
}

export const nameOf = ({ name, path }: WorkflowRun) => name || path?.split('/').at(-1) || 'a workflow';

export const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
