import type { FailureReason } from '@smartops/contract';
import type { PartProblem, SourceError } from '../sources/source.ts';

export interface Problem extends PartProblem {
  /** Epoch ms. */
  readonly since: number;
}

/** How one connection is doing. Times are epoch ms. */
export interface ConnectionHealth {
  readonly state: 'connecting' | 'ok' | 'degraded' | 'failing';
  readonly since: number;
  readonly readAt: number | null;
  readonly retryAt: number | null;
  readonly failures: number;
  readonly problems: readonly Problem[];
}

export function connecting(now: number): ConnectionHealth {
  return { state: 'connecting', since: now, readAt: null, retryAt: null, failures: 0, problems: [] };
}

/** After a batch: well, or degraded by the parts it could not read. */
export function afterBatch(
  before: ConnectionHealth,
  problems: readonly PartProblem[],
  now: number,
): ConnectionHealth {
  return become(before, {
    state: problems.length === 0 ? 'ok' : 'degraded',
    problems: problems.map((problem) => dated(before, problem, now)),
    readAt: now,
    retryAt: null,
    failures: 0,
    now,
  });
}

/** After a collect that failed as a whole. What was read before stays, with its age. */
export function afterFailure(
  before: ConnectionHealth,
  error: Pick<SourceError, 'reason' | 'message' | 'fix'>,
  { now, retryAt }: { readonly now: number; readonly retryAt: number },
): ConnectionHealth {
  const problem = { part: 'all', reason: error.reason, message: error.message, fix: error.fix ?? null };
  return become(before, {
    state: 'failing',
    problems: [dated(before, problem, now)],
    readAt: before.readAt,
    retryAt,
    failures: before.failures + 1,
    now,
  });
}

const longestWaitMs = 15 * 60_000;
/** Waiting longer does not mend a wrong key, but a person who mends it should not wait long either. */
const longestByReason: Partial<Record<FailureReason, number>> = { unauthorized: 120_000, forbidden: 120_000 };

/** Ms until the next try: twice as long after every failure, never before the source allows it. */
export function waitAfterFailure(
  everyMs: number,
  failures: number,
  error: Pick<SourceError, 'reason' | 'retryAt'>,
  now: number,
): number {
  const longest = Math.max(everyMs, longestByReason[error.reason] ?? longestWaitMs);
  const backOff = Math.min(everyMs * 2 ** Math.min(failures, 10), longest);
  return Math.max(backOff, (error.retryAt ?? now) - now);
}

function become(
  before: ConnectionHealth,
  { now, ...after }: Omit<ConnectionHealth, 'since'> & { readonly now: number },
): ConnectionHealth {
  return { ...after, since: after.state === before.state ? before.since : now };
}

/** The same trouble keeps the time it began. */
function dated(before: ConnectionHealth, problem: PartProblem, now: number): Problem {
  const known = before.problems.find(
    ({ part, reason }) => part === problem.part && reason === problem.reason,
  );
  return { ...problem, since: known?.since ?? now };
}
