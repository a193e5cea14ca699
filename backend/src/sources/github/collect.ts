import type { Ability } from '@smartops/contract';
import { type Batch, type PartProblem, SourceError, type SourceTools } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import { type RepositoryCursor, readCursor } from './cursor.ts';
import { asSourceError, toProblem } from './failure.ts';
import { inParallel } from './in-parallel.ts';
import type { RosterKeeper } from './open-roster.ts';
import { type DeploymentReading, readDeployments } from './read-deployments.ts';
import { type RunReading, readRuns } from './read-runs.ts';
import type { Watched } from './roster.ts';
import type { GitHubConfig } from './schema.ts';
import { type RepositoryRead, toBatch, webUrlOf } from './signals.ts';

const repositoriesAtOnce = 4;

export interface Collecting
  extends Pick<RunReading, 'settledJobs'>,
    Pick<DeploymentReading, 'settledStates'> {
  readonly config: GitHubConfig;
  readonly tools: SourceTools;
  readonly roster: Pick<RosterKeeper, 'read' | 'doubt'>;
  readonly github: GitHubCalls;
  /** What may be done, as tried at this repository. */
  readonly abilities: (repo: string) => Promise<readonly Ability[]>;
}

/** Reads every repository. One that fails is a problem; throws SourceError when all fail for the same reason. */
export async function collect(collecting: Collecting, cursor: string | undefined): Promise<Batch> {
  const { config, tools, roster: keeper, github } = collecting;
  const before = readCursor(cursor);
  const roster = await keeper.read(github, before);
  const outcomes = await inParallel(roster.watched, repositoriesAtOnce, (watched) =>
    attempt(collecting, watched, before[watched.key]),
  );
  if (outcomes.some(({ error }) => error?.reason === 'forbidden')) keeper.doubt();
  throwIfAllFailed([...roster.failures, ...outcomes.flatMap(({ error }) => error ?? [])], outcomes);
  const example = outcomes.find(({ error }) => !error) ?? outcomes[0];
  return toBatch({
    abilities: example ? await collecting.abilities(example.read.watched.name) : [],
    connectionId: tools.connectionId,
    owner: config.owner,
    webUrl: webUrlOf(config.apiUrl),
    deployWords: config.deployWorkflow,
    repositories: outcomes.map(({ read }) => read),
    problems: [...roster.problems, ...outcomes.flatMap(({ problems }) => problems)],
    asleep: roster.asleep,
    isComplete: roster.isComplete,
    cursors: Object.fromEntries(
      outcomes.flatMap(({ read, cursor: next }) => (next ? [[read.watched.key, next] as const] : [])),
    ),
    remaining: github.remaining(),
    now: tools.now(),
  });
}

function throwIfAllFailed(failures: readonly SourceError[], outcomes: readonly RepositoryOutcome[]): void {
  const [first] = failures;
  const someGood = outcomes.some(({ error }) => !error);
  if (first && !someGood && failures.every(({ reason }) => reason === first.reason)) throw first;
}

interface RepositoryOutcome {
  readonly read: RepositoryRead;
  readonly error?: SourceError;
  readonly problems: readonly PartProblem[];
  readonly cursor: RepositoryCursor | undefined;
}

async function attempt(
  { config, tools, ...rest }: Collecting,
  watched: Watched,
  known: RepositoryCursor | undefined,
): Promise<RepositoryOutcome> {
  const { id, name: repo } = watched;
  const name = `${config.owner}/${repo}`;
  // What was delivered under another name is delivered again; it keeps its ids.
  const isRenamed = known?.name !== undefined && known.name !== repo;
  const since = isRenamed ? undefined : known;
  const reading = { ...rest, repo, since, now: tools.now() };
  try {
    const [runs, deployments] = await Promise.all([
      readRuns(reading),
      readDeployments(reading).catch((error: unknown) => asSourceError(error)),
    ]);
    const unread = deployments instanceof SourceError;
    const usesDeployments = unread ? Boolean(known?.usesDeployments) : deployments.uses;
    return {
      read: { watched, runs: runs.runs, deployments: unread ? [] : deployments.deployments, usesDeployments },
      problems: unread ? [toProblem(`${name} deployments`, deployments)] : [],
      cursor: {
        ...{ id, name: repo, runsSeenAt: runs.seenAt, going: runs.going },
        deploymentsSeenAt: unread ? (since?.deploymentsSeenAt ?? 0) : deployments.seenAt,
        goingDeployments: unread ? (since?.goingDeployments ?? []) : deployments.going,
        usesDeployments,
      },
    };
  } catch (thrown) {
    const error = asSourceError(thrown);
    const nothing = { watched, runs: [], deployments: [], usesDeployments: Boolean(known?.usesDeployments) };
    return { read: nothing, error, problems: [toProblem(name, error)], cursor: known };
  }
}
