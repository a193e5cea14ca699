import { SourceError } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import type { RepositoryCursor, RepositoryCursors } from './cursor.ts';
import { behind, oldestWanted, type Slice, sliceOf } from './history.ts';
import { inParallel } from './in-parallel.ts';
import { deploymentSliceOf, isPast, pageAfter } from './older-deployments.ts';
import {
  type DeploymentReading,
  type DeploymentWithStates,
  statesOf,
  stillGoing,
} from './read-deployments.ts';

export interface HistoryReading extends Pick<DeploymentReading, 'settledStates'> {
  readonly github: GitHubCalls;
  readonly historyDays: number;
  readonly now: () => number;
}

/** What one look adds to the history of a repository. */
export interface Older {
  readonly runs: Slice['runs'];
  readonly deployments: readonly DeploymentWithStates[];
  /** The repository's cursor after it. */
  readonly after: (cursor: RepositoryCursor) => RepositoryCursor;
}

const repositoriesAtOnce = 4;
const pagesAtATime = 20;
/** The newest runs are committed together with it, so it must not take long. */
const forMs = 3_000;
const quotaLeftForOthers = 2_000;

/** The next older runs and deployments of some repositories, by key. What GitHub refuses is tried again the next time. */
export async function readHistories(
  cursors: RepositoryCursors,
  reading: HistoryReading,
): Promise<ReadonlyMap<string, Older>> {
  const { github, now } = reading;
  const until = now() + forMs;
  const isSpare = () => (github.remaining() ?? Infinity) > quotaLeftForOthers && now() < until;
  const keys = behind(cursors).slice(0, pagesAtATime);
  const slices = await inParallel(keys, repositoriesAtOnce, async (key) => {
    const cursor = cursors[key];
    if (!cursor || !isSpare()) return [];
    const repo = cursor.name ?? key;
    const runs =
      cursor.history?.state === 'going' && (await unlessRefused(() => olderRuns(repo, cursor, reading)));
    const deployments =
      cursor.deploymentHistory?.state === 'going' &&
      isSpare() &&
      (await unlessRefused(() => olderDeployments(repo, cursor, reading)));
    return [[key, together([runs || nothing, deployments || nothing])] as const];
  });
  return new Map(slices.flat());
}

const nothing: Older = { runs: [], deployments: [], after: (cursor) => cursor };

const together = (all: readonly Older[]): Older => ({
  runs: all.flatMap(({ runs }) => runs),
  deployments: all.flatMap(({ deployments }) => deployments),
  after: (cursor) => all.reduce((before, { after }) => after(before), cursor),
});

async function olderRuns(
  repo: string,
  { history }: RepositoryCursor,
  { github, historyDays, now }: HistoryReading,
): Promise<Older> {
  if (!history) return nothing;
  const page = await github.runsUntil(repo, history.before);
  const slice = sliceOf(history, page, oldestWanted(now(), historyDays));
  return {
    ...{ runs: slice.runs, deployments: [] },
    after: (cursor) => ({ ...cursor, history: slice.history, going: [...cursor.going, ...slice.going] }),
  };
}

async function olderDeployments(
  repo: string,
  { deploymentHistory: before }: RepositoryCursor,
  { github, historyDays, now, settledStates }: HistoryReading,
): Promise<Older> {
  if (!before) return nothing;
  let asked = pageAfter(before);
  let page = await github.olderDeployments(repo, asked);
  while (isPast(before, page.value) && asked.number > 1) {
    asked = { ...asked, number: asked.number - 1 };
    page = await github.olderDeployments(repo, asked);
  }
  const slice = deploymentSliceOf(before, asked, page, oldestWanted(now(), historyDays));
  const deployments = await Promise.all(
    slice.deployments.map(async (deployment) => ({
      deployment,
      states: await statesOf({ github, repo, settledStates }, deployment),
    })),
  );
  return {
    ...{ runs: [], deployments },
    after: (cursor) => ({
      ...cursor,
      deploymentHistory: slice.deploymentHistory,
      goingDeployments: [...cursor.goingDeployments, ...stillGoing(deployments, now())],
    }),
  };
}

async function unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
