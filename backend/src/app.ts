import { openActions } from './action-ports.ts';
import { Collector } from './collector/collector.ts';
import type { Config } from './config/index.ts';
import { openIdentity } from './identity/open-identity.ts';
import { collectorPorts, openInbox } from './ingestion-ports.ts';
import { openLogs } from './logs.ts';
import { keepReloading, openSettings } from './open-settings.ts';
import { topicLoaders } from './overview/topics.ts';
import { openEgress } from './platform/egress/egress.ts';
import { openMetrics } from './platform/http/metrics.ts';
import { openLog } from './platform/log/open-log.ts';
import { createLearner } from './platform/redaction/redaction.ts';
import { openSealing } from './platform/sealing/sealing.ts';
import { factsOf, type Parts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { startRoutines } from './routines.ts';
import { senderPorts } from './sender-ports.ts';
import { checkSealing } from './settings/check-sealing.ts';
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

const dayMs = 86_400_000;

/** Builds and wires every room, then listens and watches. Throws ConfigError, FolderInUseError, SealingError and what `listen` throws. */
export async function startApp(config: Config): Promise<App> {
  const now = Date.now;
  const startedAt = now();
  const learner = createLearner(config.secrets);
  const log = openLog({ level: config.env.LOG_LEVEL, pretty: process.stdout.isTTY, redact: learner.redact });
  const sealing = openSealing(config.sealing);
  const { database, close: closeStorage } = await openStorage(config);
  await checkSealing({ database: database.sql, sealing, now: startedAt }).catch(async (error: unknown) => {
    await closeStorage();
    throw error;
  });
  const egress = openEgress({ allow: config.env.EGRESS_ALLOW });
  const settings = await openSettings({ config, database, sealing, learner, ways: egress, log, now });
  const { seeds, connections } = settings.watching;

  const metrics = openMetrics();
  const identity = await openIdentity({
    config,
    database,
    sealing,
    fetch: egress.fetchConfigured,
    log,
    now,
    listeners: () => hub.listeners,
  });
  const { hub, gate, limits } = openStream(config, metrics, identity);
  const logs = openLogs({
    ...{ config, database, seeds, connections, now },
    keepMs: () => settings.retention().logs * dayMs,
    trouble: (logRef, err) => log.warn({ logRef, err }, 'the log of a failed job could not be kept yet'),
  });
  const { thresholds } = settings;
  const parts: Parts = { config, database, seeds, connections, hub, logs, thresholds, startedAt, now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  await refresher.touch(topics);
  const actions = openActions(parts, { identity, refresher, log, look: (id) => collector.soon(id) });
  const inbox = openInbox(parts, { facts, refresher, log });
  const around = { facts, loaders, identity, gate, limits, metrics, log };
  const collector = new Collector(collectorPorts(parts, { facts, refresher, metrics, log }));
  const changed = () => settings.reload().then(() => refresher.touch(topics, true));
  const web = await startWeb(parts, {
    ...{ ...around, actions: actions.ports, inbox },
    senders: senderPorts(parts, { identity, facts, refresher }),
    settings: settings.ports(identity, changed),
  });
  settings.watching.follow(collector);
  const reloading = keepReloading(settings, { database, log, changed });
  await actions.executor.resume();
  inbox.wake();
  const routines = await startRoutines(parts, { refresher, log, retention: settings.retention });
  log.info({ url: web.url, database: database.engine }, `SmartOpsAgent is ready: ${web.url}`);

  return {
    log,
    url: web.url,
    firstRunToken: identity.firstRunToken,
    async close() {
      reloading.close();
      await Promise.all([collector.stop(), routines.close(), actions.executor.stop()]);
      await web.close();
      await inbox.stop();
      await identity.close();
      await settings.close();
      await egress.close();
      await closeStorage();
    },
  };
}
