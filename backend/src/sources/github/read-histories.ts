import { SourceError } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import type { HistoryCursor, RepositoryCursors } from './cursor.ts';
import { behind, oldestWanted, type Slice, sliceOf } from './history.ts';
import { inParallel } from './in-parallel.ts';

export interface HistoryReading {
  readonly github: GitHubCalls;
  readonly historyDays: number;
  readonly now: () => number;
}

const repositoriesAtOnce = 4;
const pagesAtATime = 20;
/** The newest runs are committed together with it, so it must not take long. */
const forMs = 3_000;
const quotaLeftForOthers = 2_000;

/** The next older runs of some repositories, by key. What GitHub refuses is tried again the next time. */
export async function readHistories(
  cursors: RepositoryCursors,
  reading: HistoryReading,
): Promise<ReadonlyMap<string, Slice>> {
  const { github, now } = reading;
  const until = now() + forMs;
  const keys = behind(cursors).slice(0, pagesAtATime);
  const slices = await inParallel(keys, repositoriesAtOnce, async (key) => {
    const { name = key, history } = cursors[key] ?? {};
    const isSpare = (github.remaining() ?? Infinity) > quotaLeftForOthers;
    const slice = history && isSpare && now() < until ? await nextSlice(name, history, reading) : undefined;
    return slice ? [[key, slice] as const] : [];
  });
  return new Map(slices.flat());
}

async function nextSlice(
  repo: string,
  history: HistoryCursor,
  { github, historyDays, now }: HistoryReading,
): Promise<Slice | undefined> {
  try {
    const page = await github.runsUntil(repo, history.before);
    return sliceOf(history, page, oldestWanted(now(), historyDays));
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
