import type { HistoryState } from '@smartops/contract';
import type { HistoryCursor, RepositoryCursor, RepositoryCursors } from './cursor.ts';
import type { Page } from './etag-cache.ts';
import { isGoing } from './run-status.ts';
import type { WorkflowRun } from './schema.ts';

const dayMs = 86_400_000;
/** Enough for every figure that is shown, and few enough to be read in a day. */
export const mostOfHistory = 1_000;

/** The history of a repository begins where its newest runs end. */
export function historyAfter(
  newest: readonly WorkflowRun[],
  { now, isAll }: { now: number; isAll: boolean },
): HistoryCursor {
  const before = Math.min(now, ...newest.map(({ created_at }) => created_at));
  const edge = newest.filter(({ created_at }) => created_at === before).map(({ id }) => id);
  return { state: isAll ? 'done' : 'going', before, edge, runs: newest.length, begunAt: now };
}

export interface Slice {
  readonly runs: readonly WorkflowRun[];
  /** Still going, so they are followed by the newest runs' look. */
  readonly going: string[];
  readonly history: HistoryCursor;
}

/** What one page of older runs adds. Pure. */
export function sliceOf(history: HistoryCursor, page: Page<WorkflowRun[]>, oldestAt: number): Slice {
  const { before, edge, begunAt } = history;
  const fresh = page.value.filter(({ id, created_at }) => created_at >= oldestAt && !edge.includes(id));
  const reached = Math.min(before, ...page.value.map(({ created_at }) => created_at));
  const runs = history.runs + fresh.length;
  const isDone = !page.hasNext || reached < oldestAt || runs >= mostOfHistory;
  const atReached = page.value.filter(({ created_at }) => created_at === reached).map(({ id }) => id);
  const next =
    fresh.length === 0
      ? { before: before - 1_000, edge: [] }
      : { before: reached, edge: reached === before ? [...edge, ...atReached] : atReached };
  return {
    // What changed since then is delivered by the look at the newest runs, with its jobs.
    runs: fresh.filter((run) => !isGoing(run) && run.updated_at < begunAt),
    going: fresh.filter(isGoing).map(({ id }) => id),
    history: { ...next, state: isDone ? 'done' : 'going', runs, begunAt },
  };
}

/** When the oldest run that is wanted was created. */
export const oldestWanted = (now: number, historyDays: number) => now - historyDays * dayMs;

const isGoingOn = ({ history, deploymentHistory }: RepositoryCursor) =>
  history?.state === 'going' || deploymentHistory?.state === 'going';

/** The repositories whose history is read next: where it reaches back least, those with runs to read first. */
export function behind(cursors: RepositoryCursors): string[] {
  const runsFrom = ({ history }: RepositoryCursor) => (history?.state === 'going' ? history.before : 0);
  return Object.entries(cursors)
    .filter(([, cursor]) => isGoingOn(cursor))
    .toSorted(([, a], [, b]) => runsFrom(b) - runsFrom(a))
    .map(([key]) => key);
}

/** How far it is, for people; undefined when nothing is left to read. */
export function progressOf(
  keys: readonly string[],
  cursors: RepositoryCursors,
  wanted: HistoryState,
): string | undefined {
  const known = keys.flatMap((key) => cursors[key] ?? []);
  const read = known.filter((cursor) => !isGoingOn(cursor)).length;
  if (read === keys.length) return undefined;
  const runs = known.reduce((sum, { history }) => sum + (history?.runs ?? 0), 0);
  const deployments = known.reduce((sum, { deploymentHistory }) => sum + (deploymentHistory?.read ?? 0), 0);
  const what = [counted(runs, 'run'), ...(deployments > 0 ? [counted(deployments, 'deployment')] : [])];
  const far = `${read} of ${keys.length} repositories, ${what.join(' and ')} so far`;
  return wanted === 'stopped' ? `History stopped at ${far}` : `History: ${far}`;
}

const counted = (count: number, what: string) =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
