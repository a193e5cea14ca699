import { api } from '@smartops/contract';
import { Collector, type Watched } from './collector/collector.ts';
import { connectionStore } from './collector/store.ts';
import { type Config, type ConnectionSeed, demoConnections } from './config/index.ts';
import { startDemo } from './demo.ts';
import { collectorPorts } from './ingestion-ports.ts';
import { overviewRoutes } from './overview/routes.ts';
import { topicLoaders } from './overview/topics.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
import { openEgress } from './platform/egress/egress.ts';
import { serveDashboard } from './platform/http/dashboard.ts';
import { createGate } from './platform/http/gate.ts';
import { openMetrics, serveMetrics } from './platform/http/metrics.ts';
import { openApiDocument } from './platform/http/openapi.ts';
import { serveReference } from './platform/http/reference.ts';
import { openServer } from './platform/http/server.ts';
import { openLog } from './platform/log/open-log.ts';
import { createRedactor } from './platform/redaction/redaction.ts';
import { factsOf, overviewPorts, type Parts, pipelinePorts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { startRoutines } from './routines.ts';
import { sources } from './sources/index.ts';
import type { Connection } from './sources/source.ts';
import { openStorage } from './storage.ts';
import { StreamHub } from './stream/hub.ts';
import { listenForStreams } from './stream/listen.ts';
import { topics } from './stream/topic-state.ts';

export interface App {
  readonly log: ReturnType<typeof openLog>;
  readonly url: string;
  close(): Promise<void>;
}

/** Builds and wires every room, then listens and watches. Throws ConfigError, FolderInUseError and what `listen` throws. */
export async function startApp(config: Config): Promise<App> {
  const { env } = config;
  const now = Date.now;
  const startedAt = now();
  const log = openLog({
    level: env.LOG_LEVEL,
    pretty: process.stdout.isTTY,
    redact: createRedactor(config.secrets),
  });
  const storage = await openStorage(config);
  const demo = config.demo ? await startDemo(config.dataDir, startedAt) : undefined;
  const seeds = [
    ...config.connections,
    ...(demo ? demoConnections(env, config.connections, demo.cloud) : []),
  ];
  const egress = openEgress();
  const connections = new Map(seeds.map((seed) => [seed.id, connect(seed, egress.fetch, now)]));
  for (const seed of seeds) await connectionStore(storage.database.sql).seed(seed, startedAt);

  const metrics = openMetrics();
  const ports = env.WS_PORT === undefined ? [env.PORT] : [env.PORT, env.WS_PORT];
  const gate = createGate({ host: env.HOST, names: env.ALLOWED_HOSTS, origins: originsOf(config), ports });
  const hub = new StreamHub({
    allow: gate.admits,
    observer: metrics.stream,
    minIntervalMs: { metrics: env.METRICS_STREAM_SECONDS, sources: env.METRICS_STREAM_SECONDS },
  });
  const parts: Parts = { config, database: storage.database, seeds, connections, hub, startedAt, now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  await refresher.touch(topics);

  const server = await openServer({
    log,
    gate,
    metrics,
    requestsPerMinute: env.RATE_LIMIT_PER_MINUTE,
    proxies: env.TRUST_PROXY,
  });
  overviewRoutes(server, overviewPorts(parts, facts, loaders));
  pipelineRoutes(server, pipelinePorts(parts));
  serveMetrics(server, metrics);
  await serveReference(server, openApiDocument(api, { version: config.version }));
  await serveDashboard(server, { folder: config.dashboardDir });
  await server.listen({ host: env.HOST, port: env.PORT });
  hub.attach(server.server, '/ws');
  const streams =
    env.WS_PORT === undefined
      ? undefined
      : await listenForStreams(hub, { host: env.HOST, port: env.WS_PORT });

  const collector = new Collector(collectorPorts(parts, { facts, refresher, metrics, log }));
  collector.start(seeds.flatMap((seed) => watch(seed, connections)));
  const routines = await startRoutines(parts, { refresher, log });
  const url = `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${env.PORT}`;
  log.info(
    { url, database: storage.database.engine, sources: seeds.map(({ id }) => id) },
    `SmartOpsAgent is ready: ${url}`,
  );

  return {
    log,
    url,
    async close() {
      await Promise.all([collector.stop(), routines.close()]);
      await hub.close();
      streams?.close();
      await server.close();
      await Promise.all([...connections.values()].map((connection) => connection.close?.()));
      await Promise.all([egress.close(), demo?.close()]);
      await storage.close();
    },
  };
}

function connect(
  { id, source: kind, config }: ConnectionSeed,
  fetch: typeof globalThis.fetch,
  now: () => number,
): Connection {
  const source = sources.find((one) => one.id === kind);
  if (!source) throw new Error(`There is no source ${kind}`);
  return source.connect(config, { connectionId: id, fetch, now });
}

function watch(
  { id, source, everyMs }: ConnectionSeed,
  connections: ReadonlyMap<string, Connection>,
): Watched[] {
  const connection = connections.get(id);
  return connection ? [{ id, source, everyMs, connection }] : [];
}

/** In development the dashboard's own server is another origin. */
function originsOf({ env }: Config): string[] {
  const development = ['http://localhost:3000', 'http://127.0.0.1:3000'];
  return env.NODE_ENV === 'development' ? [...env.CORS_ORIGINS, ...development] : env.CORS_ORIGINS;
}
