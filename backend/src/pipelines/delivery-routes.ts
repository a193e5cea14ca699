import { api, type InsightWindow } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../platform/http/serve.ts';
import { type ComparePorts, compareDeployments } from './compare.ts';
import type { DeploymentEvent } from './deployed.ts';
import { toEnvironments } from './environments.ts';
import type { Span } from './insight/facts.ts';
import { type InsightFacts, spanOf, toInsight } from './insight/insight.ts';

export interface DeliveryPorts extends ComparePorts {
  /** The newest of each environment of each service that is watched now. */
  deployed(): Promise<readonly DeploymentEvent[]>;
  facts(span: Span): Promise<Omit<InsightFacts, 'isDemo'>>;
  now(): number;
}

export function deliveryRoutes(app: FastifyInstance, ports: DeliveryPorts): void {
  const { isDemo, now } = ports;
  serve(app, api.listEnvironments, async () => ({
    services: toEnvironments(await ports.deployed(), isDemo),
  }));
  serve(app, api.compareDeployments, async (pair) => ({ comparison: await compareDeployments(pair, ports) }));
  serve(app, api.getInsight, async ({ window }: { window: InsightWindow }) => {
    const at = now();
    return { insight: toInsight(window, at, { ...(await ports.facts(spanOf(window, at))), isDemo }) };
  });
}
