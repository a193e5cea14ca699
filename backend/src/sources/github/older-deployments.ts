import type { DeploymentHistoryCursor } from './cursor.ts';
import type { Page } from './etag-cache.ts';
import { mostOfHistory } from './history.ts';
import type { GitHubDeployment } from './schema.ts';

/** The older deployments of a repository begin where its newest page ends. */
export function olderAfter(newest: readonly GitHubDeployment[], isAll: boolean): DeploymentHistoryCursor {
  return { state: isAll ? 'done' : 'going', page: 2, read: newest.length };
}

export interface DeploymentSlice {
  readonly deployments: readonly GitHubDeployment[];
  readonly deploymentHistory: DeploymentHistoryCursor;
}

/**
 * What one page of older deployments adds. Pure. Deployments that came since move the pages on, so that some are seen
 * twice, which is harmless.
 */
export function deploymentSliceOf(
  { page, read }: DeploymentHistoryCursor,
  { value, hasNext }: Page<GitHubDeployment[]>,
  oldestAt: number,
): DeploymentSlice {
  const deployments = value.filter(({ created_at }) => created_at >= oldestAt);
  const total = read + deployments.length;
  const isDone = !hasNext || deployments.length < value.length || total >= mostOfHistory;
  return {
    deployments,
    deploymentHistory: { state: isDone ? 'done' : 'going', page: page + 1, read: total },
  };
}
