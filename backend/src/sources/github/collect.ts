import type { Ability, HistoryState } from '@smartops/contract';
import type { Batch, SourceError } from '../source.ts';
import { type RepositoryCursor, type RepositoryCursors, readCursor } from './cursor.ts';
import type { Hearing } from './hearing.ts';
import { progressOf } from './history.ts';
import { inParallel } from './in-parallel.ts';
import type { RosterKeeper } from './open-roster.ts';
import { type Older, readHistories } from './read-histories.ts';
import { type RepositoryOutcome, type RepositoryReading, readRepository } from './read-repository.ts';
import type { Watched } from './roster.ts';
import { type RepositoryRead, toBatch, webUrlOf } from './signals.ts';

const repositoriesAtOnce = 4;
/** The rest is read for the first time at the next look: one look that does all would not end in time. */
const firstReadsForMs = 10_000;

export interface Collecting extends RepositoryReading {
  readonly hearing: Pick<Hearing, 'isDue' | 'looked'>;
  readonly roster: Pick<RosterKeeper, 'read' | 'doubt'>;
  /** What may be done, as tried at this repository. */
  readonly abilities: (repo: string) => Promise<readonly Ability[]>;
  /** What people want of the older runs and deployments. */
  readonly history: HistoryState;
}

/** Reads every repository. One that fails is a problem; throws SourceError when all fail for the same reason. */
export async function collect(collecting: Collecting, cursor: string | undefined): Promise<Batch> {
  const { config, tools, roster: keeper, hearing, github } = collecting;
  const before = readCursor(cursor);
  const roster = await keeper.read(github, before);
  const firstReadsUntil = tools.now() + firstReadsForMs;
  const knownFirst = roster.watched.toSorted((a, b) => Number(!before[a.key]) - Number(!before[b.key]));
  const outcomes = await inParallel(knownFirst, repositoriesAtOnce, async (watched) => {
    const known = before[watched.key];
    const mayWait = known ? !hearing.isDue(watched.key) : tools.now() >= firstReadsUntil;
    return mayWait ? unread(watched, known) : await readRepository(collecting, watched, known);
  });
  for (const { read, problems, isRead } of outcomes)
    if (isRead && problems.length === 0)
      hearing.looked(
        read.watched.key,
        read.runs.map(({ run }) => run),
      );
  if (outcomes.some(({ error }) => error?.reason === 'forbidden')) keeper.doubt();
  throwIfAllFailed([...roster.failures, ...outcomes.flatMap(({ error }) => error ?? [])], outcomes);
  const example = outcomes.find(({ error }) => !error) ?? outcomes[0];
  const cursors = Object.fromEntries(
    outcomes.flatMap(({ read, cursor: next }) => (next ? [[read.watched.key, next] as const] : [])),
  );
  const older = await readOlder(collecting, cursors);
  const after = withHistory(cursors, older);
  return toBatch({
    abilities: example ? await collecting.abilities(example.read.watched.name) : [],
    connectionId: tools.connectionId,
    owner: config.owner,
    webUrl: webUrlOf(config.apiUrl),
    repositories: outcomes.map(({ read }) => withOlder(read, older.get(read.watched.key))),
    progress: progressOf(
      roster.watched.map(({ key }) => key),
      after,
      collecting.history,
    ),
    problems: [...roster.problems, ...outcomes.flatMap(({ problems }) => problems)],
    asleep: roster.asleep,
    isComplete: roster.isComplete,
    cursors: after,
    remaining: github.remaining(),
    now: tools.now(),
  });
}

function throwIfAllFailed(failures: readonly SourceError[], outcomes: readonly RepositoryOutcome[]): void {
  const [first] = failures;
  const someGood = outcomes.some(({ error }) => !error);
  if (first && !someGood && failures.every(({ reason }) => reason === first.reason)) throw first;
}

async function readOlder(
  { config, tools, github, settledStates, history }: Collecting,
  cursors: RepositoryCursors,
): Promise<ReadonlyMap<string, Older>> {
  if (history === 'stopped') return new Map();
  const { historyDays } = config;
  return readHistories(cursors, { github, historyDays, settledStates, now: tools.now });
}

function withHistory(cursors: RepositoryCursors, older: ReadonlyMap<string, Older>): RepositoryCursors {
  return Object.fromEntries(
    Object.entries(cursors).map(([key, cursor]) => [key, older.get(key)?.after(cursor) ?? cursor]),
  );
}

/** Of older runs the jobs are not read: a request each would use up the quota of a day. They come when somebody looks. */
const withOlder = (read: RepositoryRead, older: Older | undefined): RepositoryRead => ({
  ...read,
  runs: [...(older?.runs.map((run) => ({ run, jobs: [] })) ?? []), ...read.runs],
  deployments: [...(older?.deployments ?? []), ...read.deployments],
});

const unread = (watched: Watched, known: RepositoryCursor | undefined): RepositoryOutcome => ({
  read: { watched, runs: [], deployments: [], usesDeployments: Boolean(known?.usesDeployments) },
  isRead: false,
  problems: [],
  cursor: known,
});
