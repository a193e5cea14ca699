import type { Health, Topic } from '@smartops/contract';
import { actionStore } from './actions/store.ts';
import { listStore } from './alerts/list-store.ts';
import type { LiveRules } from './alerts/rules/live.ts';
import { ruleStore } from './alerts/rules/rule-store.ts';
import { connecting } from './collector/health.ts';
import { connectionStore } from './collector/store.ts';
import type { Config, ConnectionSeed } from './config/index.ts';
import { incidentStore } from './incidents/store.ts';
import type { Logs } from './logs.ts';
import { noticeStore } from './notify/notice-store.ts';
import type { OverviewPorts } from './overview/routes.ts';
import { type Facts, loadActivity, loadMetrics, type TopicLoaders } from './overview/topics.ts';
import { toSourceState } from './overview/watched.ts';
import type { DeliveryPorts } from './pipelines/delivery-routes.ts';
import { deployedStore } from './pipelines/deployed-store.ts';
import type { DeploymentPorts } from './pipelines/deployment-routes.ts';
import { deploymentStore } from './pipelines/deployment-store.ts';
import { insightStore } from './pipelines/insight/insight-store.ts';
import { createNeedsReader } from './pipelines/needs.ts';
import type { PipelinePorts } from './pipelines/routes.ts';
import type { RunPorts } from './pipelines/run-routes.ts';
import { runStore } from './pipelines/run-store.ts';
import type { Database } from './platform/database/database.ts';
import { scanStore } from './security/store.ts';
import { splitMetricId } from './signals/catalogue.ts';
import { readStore } from './signals/read-store.ts';
import { sampleStore } from './signals/sample-store.ts';
import type { Connection } from './sources/source.ts';
import type { StreamHub } from './stream/hub.ts';

export interface Parts {
  readonly config: Config;
  readonly database: Database;
  /** What is watched now; both change while the program runs. */
  readonly seeds: readonly ConnectionSeed[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly hub: StreamHub;
  readonly logs: Logs;
  readonly rules: LiveRules;
  readonly startedAt: number;
  readonly now: () => number;
}

/** What the topics are built from. */
export function factsOf({ database: { sql }, seeds, rules, now }: Parts): Facts {
  const read = readStore(sql);
  const samples = sampleStore(sql);
  const ids = () => seeds.map(({ id }) => id);
  const alerts = () => listStore(sql, ids());
  return {
    healths: () => connectionStore(sql).healths(),
    stoppedHistories: () => connectionStore(sql).stopped(),
    resources: read.resources,
    latest: samples.latest,
    means: (metrics, from, to) => samples.means(metrics, { from, to }),
    events: (kind, limit) => read.events(kind, ids(), limit),
    worstAlerts: (limit) => alerts().worst(limit),
    recentAlerts: (limit) => alerts().recent(limit),
    alertSteps: (limit) => alerts().personSteps(limit),
    alertCounts: (resolvedSince) => alerts().countAll(resolvedSince),
    rulesMark: () => ruleStore(sql).mark(),
    incidents: (limit) => incidentStore(sql).current(limit),
    actions: (limit) => actionStore(sql).list({ limit, seenBy: 'everybody' }),
    notices: (limit) => noticeStore(sql).newest(limit),
    scans: () => scanStore(sql).latest(),
    get kinds() {
      return rules.book.kinds;
    },
    changedRuns: (limit) => runStore(sql).changed(ids(), limit),
    connections: seeds,
    now,
  };
}

/** The key of each topic's list in its REST reply. */
const keys: Partial<Record<Topic, string>> = {
  'aws-services': 'services',
  'web3-networks': 'networks',
  activity: 'activities',
};

export function pipelinePorts({
  database: { sql },
  seeds,
  connections,
  hub,
  logs,
  now,
}: Parts): PipelinePorts {
  const read = readStore(sql);
  const ids = () => seeds.map(({ id }) => id);
  return {
    events: (kind, limit) => read.events(kind, ids(), limit),
    event: read.event,
    run: logs.run,
    needs: createNeedsReader({ connection: (id) => connections.get(id), now }),
    usual: runStore(sql).usual,
    logs,
    isDemo: (id) => seeds.find((seed) => seed.id === id)?.demo ?? false,
    deploymentsSnapshot: () => hub.snapshot('deployments', 'deployments'),
  };
}

export function runPorts({ database: { sql }, seeds }: Parts): RunPorts {
  return {
    store: runStore(sql),
    get connections() {
      return seeds.map(({ id }) => id);
    },
    isDemo: (id) => seeds.find((seed) => seed.id === id)?.demo ?? false,
  };
}

export function deploymentPorts({ database: { sql }, seeds }: Parts): DeploymentPorts {
  return {
    store: deploymentStore(sql),
    get connections() {
      return seeds.map(({ id }) => id);
    },
    isDemo: (id) => seeds.find((seed) => seed.id === id)?.demo ?? false,
  };
}

export function deliveryPorts({ database: { sql }, seeds, connections, now }: Parts): DeliveryPorts {
  const deployed = deployedStore(sql);
  const insight = insightStore(sql);
  const ids = () => seeds.map(({ id }) => id);
  return {
    event: readStore(sql).event,
    deployed: () => deployed.everywhere(ids()),
    deploymentsOf: deployed.of,
    connection: (id) => connections.get(id),
    isDemo: (id) => seeds.find((seed) => seed.id === id)?.demo ?? false,
    async facts(span) {
      const [runs, deploys, knownSince] = await Promise.all([
        insight.runs(ids(), span),
        insight.deploys(ids(), span),
        insight.knownSince(ids()),
      ]);
      return { runs, deploys, knownSince };
    },
    now,
  };
}

export function overviewPorts(parts: Parts, facts: Facts, topics: TopicLoaders): OverviewPorts {
  const { database, seeds, hub, now } = parts;
  const samples = sampleStore(database.sql);
  const watched = async () => {
    const healths = await facts.healths();
    return seeds.map((seed) => ({ ...seed, health: healths.get(seed.id) ?? connecting(now()) }));
  };
  return {
    topics,
    get kinds() {
      return facts.kinds;
    },
    now,
    snapshot: (topic) => hub.snapshot(topic, keys[topic] ?? topic),
    metricsOver: async (rangeMs) => loadMetrics(facts, await watched(), rangeMs),
    scans: facts.scans,
    activity: (limit) => loadActivity(facts, limit),
    isDemo: (id) => seeds.find((seed) => seed.id === id)?.demo ?? false,
    resource: readStore(database.sql).resource,
    series: (resourceId, metric, window) => samples.chart({ resourceId, metric }, window),
    sparklines: (ids, { from, to, points }) =>
      samples.averages(
        ids.flatMap((id) => splitMetricId(id) ?? []),
        { from, to },
        points,
      ),
    health: async () => healthOf(parts, (await watched().catch(() => [])).map(toSourceState)),
  };
}

async function healthOf(
  { database, hub, config, startedAt, now }: Parts,
  sources: Health['sources'],
): Promise<Health> {
  const alive = await database.isAlive();
  const well = sources.every(({ state }) => state === 'ok' || state === 'connecting');
  return {
    status: !alive ? 'unavailable' : well ? 'ok' : 'degraded',
    version: config.version,
    startedAt: new Date(startedAt).toISOString(),
    uptimeSeconds: Math.round((now() - startedAt) / 1_000),
    database: { engine: database.engine, status: alive ? 'ok' : 'unavailable' },
    stream: { clients: hub.clients },
    sources,
  };
}
