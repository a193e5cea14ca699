import type { Drift, EnvironmentCell, ServiceEnvironments } from '@smartops/contract';
import { type Deployed, type DeploymentEvent, endOf, liveBefore, livesOf, toDeployed } from './deployed.ts';
import { asDeployment } from './to-deployment.ts';

/** What is where: a row for each service, by name. Pure. */
export function toEnvironments(
  events: readonly DeploymentEvent[],
  isDemo: (connectionId: string) => boolean,
): ServiceEnvironments[] {
  const byService = Map.groupBy(toDeployed(events), ({ event }) => event.resourceId);
  return [...byService.values()]
    .flatMap((all) => {
      const newest = all.reduce((best, one) => (one.data.startedAt > best.data.startedAt ? one : best));
      const { connectionId, resourceId } = newest.event;
      const demo = isDemo(connectionId);
      const cell = (environment: Environment) => cellOf(all, environment, demo);
      return {
        id: resourceId,
        name: newest.data.service,
        source: connectionId,
        demo,
        production: cell('production'),
        staging: cell('staging'),
        preview: cell('preview'),
        drift: driftOf(all, resourceId),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

type Environment = Deployed['data']['environment'];

function cellOf(all: readonly Deployed[], environment: Environment, demo: boolean): EnvironmentCell | null {
  const there = all.filter(({ data }) => data.environment === environment);
  const [newest] = there.toSorted((a, b) => b.data.startedAt - a.data.startedAt);
  if (!newest) return null;
  const [live] = livesOf(there, { resourceId: newest.event.resourceId, environment });
  const isNewer = !live || (newest.data.status !== 'success' && newest.data.startedAt > live.data.startedAt);
  return {
    live: live ? asDeployment(live, demo) : null,
    since: live ? isoOf(endOf(live)) : null,
    attempt: isNewer ? asDeployment(newest, demo) : null,
    beforeId: (live && liveBefore(live, there)?.event.id) ?? null,
  };
}

/** Null where both have the same commit, or it is not known what one of them has. */
function driftOf(all: readonly Deployed[], resourceId: string): Drift | null {
  const [production] = livesOf(all, { resourceId, environment: 'production' });
  const staged = livesOf(all, { resourceId, environment: 'staging' });
  const [staging] = staged;
  if (!production || !staging || production.data.sha === staging.data.sha) return null;
  const at = staged.findIndex(({ data }) => data.sha === production.data.sha);
  if (at >= 0) {
    const newer = staged.slice(0, at);
    const first = newer.at(-1);
    const versions = new Set(newer.map(({ data }) => data.sha)).size;
    return { kind: 'behind', versions, since: first ? isoOf(endOf(first)) : null };
  }
  // Never seen in staging: what came there later is newer all the same, only how much is not known.
  const isBehind = endOf(staging) > endOf(production);
  return { kind: isBehind ? 'behind' : 'apart', versions: null, since: null };
}

const isoOf = (at: number) => new Date(at).toISOString();
