import { openActions } from './action-ports.ts';
import { openAlerts } from './alert-ports.ts';
import { Collector, type Watched } from './collector/collector.ts';
import type { Config, ConnectionSeed } from './config/index.ts';
import { openDeployRules } from './deploy-rules.ts';
import { openGround } from './ground.ts';
import { openIdentity } from './identity/open-identity.ts';
import { openIncidents } from './incident-ports.ts';
import { collectorPorts, openInbox } from './ingestion-ports.ts';
import { openLogs } from './logs.ts';
import { topicLoaders } from './overview/topics.ts';
import { openMetrics } from './platform/http/metrics.ts';
import type { openLog } from './platform/log/open-log.ts';
import { factsOf, type Parts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { startRoutines } from './routines.ts';
import type { Connection } from './sources/source.ts';
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
  const ground = await openGround(config, now);
  const { log, sealing, database, seeds, connections, fetch } = ground;

  const metrics = openMetrics();
  const identity = await openIdentity({
    ...{ config, database, sealing, fetch, log, now },
    listeners: () => hub.listeners,
  });
  const { hub, gate, limits } = openStream(config, metrics, identity);
  const logs = openLogs({
    ...{ config, database, seeds, connections, now },
    trouble: (logRef, err) => log.warn({ logRef, err }, 'the log of a failed job could not be kept yet'),
  });
  const parts: Parts = { config, database, seeds, connections, hub, logs, startedAt, now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  await refresher.touch(topics);
  const tools = { identity, refresher, log };
  const look = (id: string) => collector.soon(id);
  const incidents = openIncidents(parts, tools);
  const actions = openActions(parts, { ...tools, look, acted: incidents.keepUp });
  const alerts = openAlerts(parts, { ...tools, facts });
  const inbox = openInbox(parts, { facts, refresher, log });
  const around = { facts, loaders, identity, gate, limits, metrics, log };
  const deployRules = openDeployRules(parts, { ...tools, facts });
  const ports = { actions: actions.ports, alerts: alerts.ports, incidents: incidents.ports };
  const rooms = { ...ports, deployRules: deployRules.ports, inbox, refresher, look };
  const web = await startWeb(parts, { ...around, ...rooms });

  const collector = new Collector(collectorPorts(parts, { facts, refresher, metrics, log }));
  collector.start(seeds.flatMap((seed) => watch(seed, connections)));
  await actions.executor.resume();
  inbox.wake();
  const { settle: settleDeployments } = deployRules;
  const routines = await startRoutines(parts, { ...tools, settleDeployments, keepUp: incidents.keepUp });
  log.info({ url: web.url, database: database.engine }, `SmartOpsAgent is ready: ${web.url}`);

  return {
    log,
    url: web.url,
    firstRunToken: identity.firstRunToken,
    async close() {
      await Promise.all([collector.stop(), routines.close(), actions.executor.stop()]);
      await Promise.all([alerts.close(), deployRules.stop()]);
      await web.close();
      await inbox.stop();
      await identity.close();
      await ground.close();
    },
  };
}

function watch(
  { id, source, everyMs }: ConnectionSeed,
  connections: ReadonlyMap<string, Connection>,
): Watched[] {
  const connection = connections.get(id);
  return connection ? [{ id, source, everyMs, connection }] : [];
}
