import { Collector } from './collector/collector.ts';
import type { Config } from './config/index.ts';
import { openGround } from './ground.ts';
import { openIdentity } from './identity/open-identity.ts';
import { collectorPorts } from './ingestion-ports.ts';
import { openLogs } from './logs.ts';
import { keepReloading } from './open-settings.ts';
import { topicLoaders } from './overview/topics.ts';
import { openMetrics } from './platform/http/metrics.ts';
import type { openLog } from './platform/log/open-log.ts';
import { factsOf, type Parts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { openRooms } from './rooms.ts';
import { startRoutines } from './routines.ts';
import { loadRules, rulePorts, startClock } from './rule-ports.ts';
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
  const ground = await openGround(config, now);
  const { log, sealing, database, settings, egress } = ground;
  const { fetchConfigured: fetch } = egress;
  const { seeds, connections } = settings.watching;

  const metrics = openMetrics();
  const listeners = () => hub.listeners;
  const identity = await openIdentity({
    ...{ config, database, sealing, fetch, log, now, listeners },
  });
  const { hub, gate, limits } = openStream(config, metrics, identity);
  const logs = openLogs({
    ...{ config, database, seeds, connections, now },
    keepMs: () => settings.retention().logs * dayMs,
    trouble: (logRef, err) => log.warn({ logRef, err }, 'the log of a failed job could not be kept yet'),
  });
  const rules = await loadRules(database, config, startedAt);
  const parts: Parts = { config, database, seeds, connections, hub, logs, rules, startedAt, now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  await refresher.touch(topics);
  const look = (id: string) => collector.soon(id);
  const around = { identity, facts, refresher, log, look };
  const rooms = openRooms(parts, { ...around, egress, sealing });
  const { tools, incidents, inbox, deployRules, notifier, notify } = rooms;
  const clock = startClock(parts, tools);
  const changed = async () => {
    await settings.reload();
    clock.soon();
    await refresher.touch(topics, true);
  };
  const web = await startWeb(parts, {
    ...{ ...around, ...rooms.ports, loaders, gate, limits, metrics },
    rules: rulePorts(parts, { identity, clock }),
    settings: settings.ports(identity, { changed, notify: rooms.ports.notify.context }),
  });

  const collector = new Collector(collectorPorts(parts, { ...tools, metrics }));
  settings.watching.follow(collector);
  const reloading = keepReloading(settings, { database, log, changed });
  await rooms.actions.executor.resume();
  inbox.wake();
  await notifier.resume();
  const routines = await startRoutines(parts, {
    ...{ ...tools, settleDeployments: deployRules.settle, keepUp: incidents.keepUp },
    ...{ retention: settings.retention, expireNotices: notify.expire },
  });
  log.info({ url: web.url, database: database.engine }, `SmartOpsAgent is ready: ${web.url}`);

  return {
    log,
    url: web.url,
    firstRunToken: identity.firstRunToken,
    async close() {
      reloading.close();
      await Promise.all([collector.stop(), clock.stop(), routines.close(), rooms.close()]);
      await web.close();
      await inbox.stop();
      await notifier.stop();
      await identity.close();
      await ground.close();
    },
  };
}
