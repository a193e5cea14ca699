import { type PartProblem, SourceError, type SourceTools } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import type { DeploymentHistoryCursor, RepositoryCursor } from './cursor.ts';
import { asSourceError, toProblem } from './failure.ts';
import { historyAfter } from './history.ts';
import { type DeploymentReading, readDeployments } from './read-deployments.ts';
import { firstRuns, type RunReading, readRuns } from './read-runs.ts';
import type { Watched } from './roster.ts';
import type { GitHubConfig, WorkflowRun } from './schema.ts';
import type { RepositoryRead } from './signals.ts';

export interface RepositoryReading
  extends Pick<RunReading, 'settledJobs'>,
    Pick<DeploymentReading, 'settledStates'> {
  readonly config: GitHubConfig;
  readonly tools: SourceTools;
  readonly github: GitHubCalls;
}

export interface RepositoryOutcome {
  readonly read: RepositoryRead;
  /** False when there was no look this time. */
  readonly isRead: boolean;
  readonly error?: SourceError;
  readonly problems: readonly PartProblem[];
  readonly cursor: RepositoryCursor | undefined;
}

/** What is new in one repository; deployments that cannot be read leave the runs good. */
export async function readRepository(
  { config, tools, ...rest }: RepositoryReading,
  watched: Watched,
  known: RepositoryCursor | undefined,
): Promise<RepositoryOutcome> {
  const { id, name: repo } = watched;
  const name = `${config.owner}/${repo}`;
  // What was delivered under another name is delivered again; it keeps its ids.
  const isRenamed = known?.name !== undefined && known.name !== repo;
  const since = isRenamed ? undefined : known;
  const begun = (newest: readonly WorkflowRun[]) =>
    historyAfter(newest, { now: tools.now(), isAll: newest.length < firstRuns || config.historyDays === 0 });
  const reading = { ...rest, repo, since, now: tools.now() };
  try {
    const [runs, deployments] = await Promise.all([
      readRuns(reading),
      readDeployments(reading).catch((error: unknown) => asSourceError(error)),
    ]);
    const unread = deployments instanceof SourceError;
    const usesDeployments = unread ? Boolean(known?.usesDeployments) : deployments.uses;
    return {
      isRead: true,
      read: { watched, runs: runs.runs, deployments: unread ? [] : deployments.deployments, usesDeployments },
      problems: unread ? [toProblem(`${name} deployments`, deployments)] : [],
      cursor: {
        ...{ id, name: repo, runsSeenAt: runs.seenAt, going: runs.going },
        deploymentsSeenAt: unread ? (since?.deploymentsSeenAt ?? 0) : deployments.seenAt,
        goingDeployments: unread ? (since?.goingDeployments ?? []) : deployments.going,
        usesDeployments,
        ...(known ? known.history && { history: known.history } : { history: begun(runs.newest) }),
        ...olderOf(known, unread ? undefined : deployments.begun, config),
      },
    };
  } catch (thrown) {
    const error = asSourceError(thrown);
    const nothing = { watched, runs: [], deployments: [], usesDeployments: Boolean(known?.usesDeployments) };
    return { isRead: true, read: nothing, error, problems: [toProblem(name, error)], cursor: known };
  }
}

/** Begins when deployments were read for the first time. */
function olderOf(
  known: RepositoryCursor | undefined,
  begun: DeploymentHistoryCursor | undefined,
  { historyDays }: GitHubConfig,
): Pick<RepositoryCursor, 'deploymentHistory'> {
  const older = known?.deploymentHistory ?? (known?.deploymentsSeenAt ? undefined : begun);
  return older && historyDays > 0 ? { deploymentHistory: older } : {};
}
