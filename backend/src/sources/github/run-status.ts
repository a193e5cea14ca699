import type { Outcome, RunStatus } from '@smartops/contract';
import type { WorkflowRun } from './schema.ts';

/** GitHub's word for a run, a job or a deployment in ours; the original stays readable as `rawStatus`. */
export interface Verdict {
  readonly status: RunStatus;
  readonly outcome: Outcome;
  readonly rawStatus: string;
  /** Nothing more will happen to it, unless someone runs it again. */
  readonly ended: boolean;
}

type Meaning = readonly [RunStatus, Outcome];

const statuses: Readonly<Record<string, Meaning>> = {
  queued: ['pending', 'pending'],
  requested: ['pending', 'pending'],
  waiting: ['pending', 'pending'],
  pending: ['pending', 'pending'],
  in_progress: ['running', 'running'],
};

const conclusions: Readonly<Record<string, Meaning>> = {
  success: ['success', 'succeeded'],
  neutral: ['success', 'info'],
  skipped: ['success', 'info'],
  failure: ['failed', 'failed'],
  timed_out: ['failed', 'failed'],
  startup_failure: ['failed', 'failed'],
  stale: ['failed', 'failed'],
  cancelled: ['failed', 'cancelled'],
  // GitHub calls it completed, but it waits for a person to approve it.
  action_required: ['pending', 'pending'],
};

// A word that GitHub adds later must never look like a success, nor like an alarm.
const unknownStatus: Meaning = ['pending', 'info'];
const unknownConclusion: Meaning = ['failed', 'info'];
const noConclusionYet: Meaning = ['running', 'running'];

/** The verdict on a workflow run or a job. Total: every pair of words has one. */
export function judgeRun(status: string | null, conclusion: string | null): Verdict {
  if (status !== 'completed')
    return verdict(lookUp(statuses, status) ?? unknownStatus, status ?? 'unknown', false);
  if (conclusion === null) return verdict(noConclusionYet, status, false);
  return verdict(lookUp(conclusions, conclusion) ?? unknownConclusion, conclusion, true);
}

const deploymentStates: Readonly<Record<string, readonly [...Meaning, boolean]>> = {
  pending: ['pending', 'pending', false],
  queued: ['pending', 'pending', false],
  waiting: ['pending', 'pending', false],
  in_progress: ['running', 'running', false],
  success: ['success', 'succeeded', true],
  // A later deployment took its place: it had been live.
  inactive: ['success', 'info', true],
  failure: ['failed', 'failed', true],
  error: ['failed', 'failed', true],
};

/** The verdict on a GitHub Deployment by its newest state; without any state it has not begun. */
export function judgeDeployment(state: string | undefined): Verdict {
  const known = lookUp(deploymentStates, state ?? 'pending');
  if (!known) return verdict(unknownStatus, state ?? 'unknown', false);
  const [status, outcome, ended] = known;
  return verdict([status, outcome], state ?? 'pending', ended);
}

function lookUp<T>(table: Readonly<Record<string, T>>, word: string | null): T | undefined {
  return word !== null && Object.hasOwn(table, word) ? table[word] : undefined;
}

function verdict([status, outcome]: Meaning, rawStatus: string, ended: boolean): Verdict {
  return { status, outcome, rawStatus, ended };
}

export const isGoing = ({ status, conclusion }: Pick<WorkflowRun, 'status' | 'conclusion'>) =>
  !judgeRun(status, conclusion).ended;
