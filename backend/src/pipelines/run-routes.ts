import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../platform/http/serve.ts';
import { readPlace, writePlace } from './run-place.ts';
import type { runStore } from './run-store.ts';
import { toRuns } from './to-pipeline.ts';

export interface RunPorts {
  readonly store: ReturnType<typeof runStore>;
  /** What is watched now. */
  readonly connections: readonly string[];
  isDemo(connectionId: string): boolean;
}

/** The runs of all history, filtered and page by page. */
export function runRoutes(app: FastifyInstance, ports: RunPorts): void {
  serve(app, api.listRuns, async ({ before, until, limit, ...filter }) => {
    const { store, connections, isDemo } = ports;
    const range = { before: readPlace(before), until: readPlace(until), limit: limit + 1 };
    const [found, total] = await Promise.all([
      store.list(connections, filter, range),
      before === undefined ? store.count(connections, filter) : null,
    ]);
    const events = found.slice(0, limit);
    const usual = await store.usual(events.map(({ resourceId }) => resourceId));
    const last = found.length > limit ? events.at(-1) : undefined;
    return { runs: toRuns(events, { isDemo, usual }), next: last ? writePlace(last) : null, total };
  });
  serve(app, api.listRunChoices, async () => ({ choices: await ports.store.choices(ports.connections) }));
}
