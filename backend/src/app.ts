import { openActions } from './action-ports.ts';
import { Collector, type Watched } from './collector/collector.ts';
import { connectionStore } from './collector/store.ts';
import { type Config, type ConnectionSeed, demoConnections } from './config/index.ts';
import { startDemo } from './demo.ts';
import { openIdentity } from './identity/open-identity.ts';
import { collectorPorts, openInbox } from './ingestion-ports.ts';
import { openLogs } from './logs.ts';
import { topicLoaders } from './overview/topics.ts';
import { openEgress } from './platform/egress/egress.ts';
import { openMetrics } from './platform/http/metrics.ts';
import { openLog } from './platform/log/open-log.ts';
import { createRedactor } from './platform/redaction/redaction.ts';
import { openSealing } from './platform/sealing/sealing.ts';
import { factsOf, type Parts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { startRoutines } from './routines.ts';
import { loadRules, rulePorts, startClock } from './rule-ports.ts';
import { checkSealing } from './settings/check-sealing.ts';
import { sources } from './sources/index.ts';
import type { Connection, SourceTools } from './sources/source.ts';
import { withoutSecrets } from './sources/without-secrets.ts';
import { openStorage } from './storage.ts';
import { topics } from './stream/topic-state.ts';
import { openStream, startWeb } from './web.ts';

export interface App {
  readonly log: ReturnType<typeof openLog>;
  readonly url: string;
  /** What makes the administrator of a new installation. */
  readonly firstRunToken: string | undefined;
  close(): Promise<void>;
}

/** Builds and wires every room, then listens and watches. Throws ConfigError, FolderInUseError, SealingError and what `listen` throws. */
export async function startApp(config: Config): Promise<App> {
  const now = Date.now;
  const startedAt = now();
  const redact = createRedactor(config.secrets);
  const log = openLog({ level: config.env.LOG_LEVEL, pretty: process.stdout.isTTY, redact });
  const sealing = openSealing(config.sealing);
  const { database, close: closeStorage } = await openStorage(config);
  await checkSealing({ database: database.sql, sealing, now: startedAt }).catch(async (error: unknown) => {
    await closeStorage();
    throw error;
  });
  const demo = config.demo ? await startDemo(config.dataDir, startedAt) : undefined;
  const seeds = [
    ...config.connections,
    ...(demo ? demoConnections(config.env, config.connections, demo.cloud) : []),
  ];
  const egress = openEgress({ allow: config.env.EGRESS_ALLOW });
  const { fetchConfigured, fetchTyped } = egress;
  const ways = { fetch: fetchConfigured, fetchTyped, now };
  const connections = new Map(seeds.map((seed) => [seed.id, withoutSecrets(connect(seed, ways), redact)]));
  for (const seed of seeds) await connectionStore(database.sql).seed(seed, startedAt);
  const rules = await loadRules(database, config, startedAt);

  const metrics = openMetrics();
  const listeners = () => hub.listeners;
  const identity = await openIdentity({
    ...{ config, database, sealing, log, now, listeners },
    fetch: fetchConfigured,
  });
  const { hub, gate, limits } = openStream(config, metrics, identity);
  const logs = openLogs({
    ...{ config, database, seeds, connections, now },
    trouble: (logRef, err) => log.warn({ logRef, err }, 'the log of a failed job could not be kept yet'),
  });
  const parts: Parts = { config, database, seeds, connections, hub, logs, rules, startedAt, now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  await refresher.touch(topics);
  const actions = openActions(parts, { identity, refresher, log, look: (id) => collector.soon(id) });
  const clock = startClock(parts, { refresher, log });
  const inbox = openInbox(parts, { rules, refresher, log });
  const around = { facts, loaders, identity, gate, limits, metrics, log };
  const web = await startWeb(parts, {
    ...{ ...around, inbox },
    actions: actions.ports,
    rules: rulePorts(parts, { identity, clock }),
  });

  const collector = new Collector(collectorPorts(parts, { rules, refresher, metrics, log }));
  collector.start(seeds.flatMap((seed) => watch(seed, connections)));
  await actions.executor.resume();
  inbox.wake();
  const routines = await startRoutines(parts, { refresher, log });
  log.info({ url: web.url, database: database.engine }, `SmartOpsAgent is ready: ${web.url}`);

  return {
    log,
    url: web.url,
    firstRunToken: identity.firstRunToken,
    async close() {
      await Promise.all([collector.stop(), clock.stop(), routines.close(), actions.executor.stop()]);
      await web.close();
      await inbox.stop();
      await identity.close();
      await Promise.all([...connections.values()].map((connection) => connection.close?.()));
      await Promise.all([egress.close(), demo?.close()]);
      await closeStorage();
    },
  };
}

function connect(
  { id, source: kind, config }: ConnectionSeed,
  ways: Omit<SourceTools, 'connectionId'>,
): Connection {
  const source = sources.find((one) => one.id === kind);
  if (!source) throw new Error(`There is no source ${kind}`);
  return source.connect(config, { connectionId: id, ...ways });
}

function watch(
  { id, source, everyMs }: ConnectionSeed,
  connections: ReadonlyMap<string, Connection>,
): Watched[] {
  const connection = connections.get(id);
  return connection ? [{ id, source, everyMs, connection }] : [];
}
