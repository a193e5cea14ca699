import type { Deployment } from '@smartops/contract';

export const tabs = ['all', 'production', 'staging', 'preview'] as const;
export type Tab = (typeof tabs)[number];

/** The stream's deployments with the older ones of the list; the stream's word about one wins. Newest first. */
export function mergeDeployments(
  live: readonly Deployment[],
  loaded: readonly Deployment[],
): readonly Deployment[] {
  const known = new Set(live.map(({ id }) => id));
  return [...live, ...loaded.filter(({ id }) => !known.has(id))].toSorted(
    (a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp),
  );
}

/** Those of an environment in which every word stands somewhere: service, version, commit, branch, message or author. */
export function filterDeployments(all: readonly Deployment[], tab: Tab, find: string): readonly Deployment[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((deployment) => {
    if (tab !== 'all' && deployment.environment !== tab) return false;
    const { name, version, commit, branch, title, author } = deployment;
    const text = [name, version, commit, branch, title, author].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How long each service's deployments to an environment usually take: the median of those that succeeded. */
export function usualMs(all: readonly Deployment[], { name, environment }: Deployment): number | undefined {
  const taken = all
    .filter((it) => it.name === name && it.environment === environment && it.status === 'success')
    .flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]))
    .toSorted((a, b) => a - b);
  return taken[Math.floor(taken.length / 2)];
}
