import type { DeploymentHistoryCursor } from './cursor.ts';
import type { Page } from './etag-cache.ts';
import { mostOfHistory } from './history.ts';
import type { GitHubDeployment } from './schema.ts';

/** Each costs a request for its states. */
const perSlice = 20;
const largestPage = 100;

/** A page of the list, whose pages GitHub counts from 1. */
export interface PageAsked {
  readonly number: number;
  readonly size: number;
}

type Reached = NonNullable<DeploymentHistoryCursor['reached']>;

/** The older deployments of a repository begin where its newest page ends. */
export function olderAfter(newest: readonly GitHubDeployment[], isAll: boolean): DeploymentHistoryCursor {
  return {
    ...{ state: isAll ? 'done' : 'going', read: newest.length, position: newest.length },
    ...reachedBy(newest),
  };
}

export interface DeploymentSlice {
  readonly deployments: readonly GitHubDeployment[];
  readonly deploymentHistory: DeploymentHistoryCursor;
}

/**
 * The page that holds the last one that was read and a slice of those after it: GitHub pages by number alone, so only
 * what is seen with it again is known to come right after it. Pure.
 */
export function pageAfter({ position }: DeploymentHistoryCursor): PageAsked {
  const last = Math.max(0, position - 1);
  const fits = (size: number) => (last % size) + perSlice < size;
  const size = [...Array(largestPage - perSlice).keys()].map((less) => largestPage - less).find(fits);
  return { number: Math.floor(last / (size ?? largestPage)) + 1, size: size ?? largestPage };
}

/** Whether those at the top of a page come after ones that were not read: some before them are gone at GitHub. Pure. */
export const isPast = ({ reached }: DeploymentHistoryCursor, [top]: readonly GitHubDeployment[]): boolean =>
  reached !== undefined && top !== undefined && isOlder(top, reached);

/** What one page of older deployments adds. Pure. */
export function deploymentSliceOf(
  { read, reached }: DeploymentHistoryCursor,
  { number, size }: PageAsked,
  { value, hasNext }: Page<GitHubDeployment[]>,
  oldestAt: number,
): DeploymentSlice {
  const begin = reached ? value.findLastIndex((one) => !isOlder(one, reached)) + 1 : 0;
  const end = reached ? begin + perSlice : value.length;
  const fresh = value.slice(begin, end);
  const deployments = fresh.filter(({ created_at }) => created_at >= oldestAt);
  const total = read + deployments.length;
  const isEnd = !hasNext && end >= value.length;
  const isDone = isEnd || deployments.length < fresh.length || total >= mostOfHistory;
  return {
    deployments,
    deploymentHistory: {
      ...{ state: isDone ? 'done' : 'going', read: total },
      position: (number - 1) * size + Math.min(end, value.length),
      ...(reachedBy(fresh) ?? { reached }),
    },
  };
}

function reachedBy(list: readonly GitHubDeployment[]): { readonly reached: Reached } | undefined {
  const last = list.at(-1);
  return last && { reached: { id: last.id, at: last.created_at } };
}

/** By when it was created, then by its number, which grows. */
const isOlder = ({ id, created_at }: GitHubDeployment, than: Reached): boolean =>
  created_at < than.at || (created_at === than.at && BigInt(id) < BigInt(than.id));
