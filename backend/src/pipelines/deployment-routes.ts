import { api, type ListedDeployment } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../platform/http/serve.ts';
import { toDeployed } from './deployed.ts';
import { type deploymentStore, placeOf } from './deployment-store.ts';
import type { ListedEvent } from './listed-event-store.ts';
import { readPlace, writePlace } from './run-place.ts';
import { asDeployment } from './to-deployment.ts';

export interface DeploymentPorts {
  readonly store: ReturnType<typeof deploymentStore>;
  /** What is watched now. */
  readonly connections: readonly string[];
  isDemo(connectionId: string): boolean;
}

/** The deployments of all history, filtered and page by page. */
export function deploymentRoutes(app: FastifyInstance, ports: DeploymentPorts): void {
  serve(app, api.listDeploymentHistory, async ({ before, until, limit, ...filter }) => {
    const { store, connections } = ports;
    const range = { before: readPlace(before), until: readPlace(until), limit: limit + 1 };
    const [found, counts] = await Promise.all([
      store.list(connections, filter, range),
      before === undefined ? store.counts(connections, filter) : null,
    ]);
    const events = found.slice(0, limit);
    const last = found.length > limit ? events.at(-1) : undefined;
    return { deployments: await listed(events, ports), next: last ? writePlace(last) : null, counts };
  });
  serve(app, api.listDeploymentChoices, async () => ({
    choices: await ports.store.choices(ports.connections),
  }));
}

async function listed(
  events: readonly ListedEvent[],
  { store, isDemo }: DeploymentPorts,
): Promise<ListedDeployment[]> {
  const all = toDeployed(events).map((one) => ({
    ...{ one, place: { resourceId: one.event.resourceId, environment: one.data.environment } },
  }));
  const usual = await store.usual(all.map(({ place }) => place));
  return all.map(({ one, place }) => ({
    ...asDeployment(one, isDemo(one.event.connectionId)),
    usualMs: usual.get(placeOf(place)) ?? null,
  }));
}
