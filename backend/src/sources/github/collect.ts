import { type Batch, type PartProblem, SourceError, type SourceTools } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import { type RepositoryCursor, readCursor } from './cursor.ts';
import { inParallel } from './in-parallel.ts';
import { type DeploymentReading, readDeployments } from './read-deployments.ts';
import { type RunReading, readRuns } from './read-runs.ts';
import type { GitHubConfig } from './schema.ts';
import { type RepositoryRead, toBatch, webUrlOf } from './signals.ts';

const repositoriesAtOnce = 4;

export interface Collecting
  extends Pick<RunReading, 'settledJobs'>,
    Pick<DeploymentReading, 'settledStates'> {
  readonly config: GitHubConfig;
  readonly tools: SourceTools;
  readonly github: GitHubCalls;
}

/** Reads every repository. One that fails is a problem; throws SourceError when all fail for the same reason. */
export async function collect(collecting: Collecting, cursor: string | undefined): Promise<Batch> {
  const { config, tools, github } = collecting;
  const before = readCursor(cursor);
  const outcomes = await inParallel(config.repositories, repositoriesAtOnce, (repo) =>
    attempt(collecting, repo, before[repo]),
  );
  const failures = outcomes.flatMap(({ error }) => error ?? []);
  const [first] = failures;
  if (first && failures.length === outcomes.length && failures.every(({ reason }) => reason === first.reason))
    throw first;
  return toBatch({
    connectionId: tools.connectionId,
    owner: config.owner,
    webUrl: webUrlOf(config.apiUrl),
    deployWords: config.deployWorkflow,
    repositories: outcomes.flatMap(({ read }) => read ?? []),
    problems: outcomes.flatMap(({ problems }) => problems),
    cursors: Object.fromEntries(
      outcomes.flatMap(({ repo, cursor: next }) => (next ? [[repo, next] as const] : [])),
    ),
    remaining: github.remaining(),
    now: tools.now(),
  });
}

interface RepositoryOutcome {
  readonly repo: string;
  readonly read?: RepositoryRead;
  readonly error?: SourceError;
  readonly problems: readonly PartProblem[];
  readonly cursor: RepositoryCursor | undefined;
}

async function attempt(
  { config, tools, ...rest }: Collecting,
  repo: string,
  since: RepositoryCursor | undefined,
): Promise<RepositoryOutcome> {
  const name = `${config.owner}/${repo}`;
  const reading = { ...rest, repo, since, now: tools.now() };
  try {
    const [runs, deployments] = await Promise.all([
      readRuns(reading),
      readDeployments(reading).catch((error: unknown) => asSourceError(error)),
    ]);
    const unread = deployments instanceof SourceError;
    const usesDeployments = unread ? Boolean(since?.usesDeployments) : deployments.uses;
    return {
      repo,
      read: { repo, runs: runs.runs, deployments: unread ? [] : deployments.deployments, usesDeployments },
      problems: unread ? [toProblem(`${name} deployments`, deployments)] : [],
      cursor: {
        runsSeenAt: runs.seenAt,
        going: runs.going,
        deploymentsSeenAt: unread ? (since?.deploymentsSeenAt ?? 0) : deployments.seenAt,
        goingDeployments: unread ? (since?.goingDeployments ?? []) : deployments.going,
        usesDeployments,
      },
    };
  } catch (thrown) {
    const error = asSourceError(thrown);
    return { repo, error, problems: [toProblem(name, error)], cursor: since };
  }
}

function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  throw error;
}

function toProblem(part: string, { reason, message, fix }: SourceError): PartProblem {
  return { part, reason, message, fix: fix ?? null };
}
