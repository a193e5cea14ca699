import type { HistoryCursor, RepositoryCursors } from './cursor.ts';
import type { Page } from './etag-cache.ts';
import { isGoing } from './run-status.ts';
import type { WorkflowRun } from './schema.ts';

const dayMs = 86_400_000;
/** Enough for every figure that is shown, and few enough to be read in a day. */
const mostRuns = 1_000;

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
  const isDone = !page.hasNext || reached < oldestAt || runs >= mostRuns;
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

/** The repositories whose history is read next: where it reaches back least. */
export function behind(cursors: RepositoryCursors): string[] {
  return Object.entries(cursors)
    .flatMap(([key, { history }]) => (history?.state === 'going' ? [{ key, before: history.before }] : []))
    .toSorted((a, b) => b.before - a.before)
    .map(({ key }) => key);
}

/** How far it is, for people; undefined when nothing is left to read. */
export function progressOf(keys: readonly string[], cursors: RepositoryCursors): string | undefined {
  const isRead = (key: string) => cursors[key] !== undefined && cursors[key].history?.state !== 'going';
  const read = keys.filter(isRead).length;
  if (read === keys.length) return undefined;
  const runs = keys.reduce((sum, key) => sum + (cursors[key]?.history?.runs ?? 0), 0);
  return `History: ${read} of ${keys.length} repositories, ${runs.toLocaleString('en')} runs so far`;
}
