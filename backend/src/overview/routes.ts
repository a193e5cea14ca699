import { api, type Health, rangeMs, type Topic, type TopicState } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { serve, serveSnapshot } from '../platform/http/serve.ts';
import type { Snapshot } from '../platform/http/snapshot.ts';
import { type StoredScan, toScan } from '../security/check.ts';
import { checks } from '../security/checks/index.ts';
import { filterActivity } from './activity.ts';
import { type Chart, type ChartPorts, readChart, withSparklines } from './charts.ts';
import type { TopicLoaders } from './topics.ts';

/** As far back as a filter looks. */
const searchedActivities = 1_000;

export interface OverviewPorts extends ChartPorts {
  readonly topics: TopicLoaders;
  /** The prepared reply to a topic's REST call. */
  snapshot(topic: Topic): Snapshot | undefined;
  metricsOver(rangeMs: number): Promise<TopicState['metrics']>;
  scans(): Promise<readonly StoredScan[]>;
  activity(limit: number): Promise<TopicState['activity']>;
  isDemo(connectionId: string): boolean;
  health(): Promise<Health>;
}

export function overviewRoutes(app: FastifyInstance, ports: OverviewPorts): void {
  topicRoutes(app, ports);
  concernRoutes(app, ports);
  serve(app, api.getMetrics, async ({ timeRange }) => {
    const metrics = await ports.metricsOver(rangeMs[timeRange]);
    return { metrics: await withSparklines(ports, metrics, rangeMs[timeRange]) };
  });
  serve(app, api.getChart, async ({ metricId, timeRange }): Promise<Chart> => {
    const chart = await readChart(ports, metricId, rangeMs[timeRange]);
    if (!chart) throw new NotFoundError('Metric', metricId);
    return chart;
  });
  serve(app, api.getHealth, () => ports.health());
}

function topicRoutes(app: FastifyInstance, { topics, snapshot, activity }: OverviewPorts): void {
  const services = async () => ({ services: [...(await topics['aws-services']())] });
  const networks = async () => ({ networks: [...(await topics['web3-networks']())] });
  const prepared = (topic: Topic) => () => snapshot(topic);
  for (const route of [api.listAwsServices, api.listAwsServicesAlias])
    serveSnapshot(app, route, { snapshot: prepared('aws-services'), handle: services });
  for (const route of [api.listNetworks, api.listWeb3Networks])
    serveSnapshot(app, route, { snapshot: prepared('web3-networks'), handle: networks });
  serveSnapshot(app, api.listActivity, {
    snapshot: prepared('activity'),
    handle: async ({ limit, ...filter }) => {
      const isFiltered = Object.values(filter).some((value) => value !== undefined);
      const found = await activity(isFiltered ? searchedActivities : limit);
      return { activities: filterActivity(found, filter).slice(0, limit) };
    },
  });
  serveSnapshot(app, api.listSources, {
    snapshot: prepared('sources'),
    handle: async () => ({ sources: [...(await topics.sources())] }),
  });
}

function concernRoutes(app: FastifyInstance, ports: OverviewPorts): void {
  serve(app, api.listScans, async ({ status, limit }) => ({
    scans: (await ports.scans())
      .filter((one) => status === undefined || one.status === status)
      .flatMap((one) => {
        const check = checks.find(({ id }) => id === one.checkId);
        return check ? [toScan(one, check, ports.isDemo(one.connectionId))] : [];
      })
      .slice(0, limit),
  }));
}
