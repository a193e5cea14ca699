import { openActions } from './action-ports.ts';
import { openAlerts } from './alert-ports.ts';
import { Collector } from './collector/collector.ts';
import type { Config } from './config/index.ts';
import { openDeployRules } from './deploy-rules.ts';
import { openGround } from './ground.ts';
import { openIdentity } from './identity/open-identity.ts';
import { openIncidents } from './incident-ports.ts';
import { collectorPorts, openInbox } from './ingestion-ports.ts';
import { openLogs } from './logs.ts';
import { openNotify } from './notify-ports.ts';
import { keepReloading } from './open-settings.ts';
import { topicLoaders } from './overview/topics.ts';
import { openMetrics } from './platform/http/metrics.ts';
import type { openLog } from './platform/log/open-log.ts';
import { factsOf, type Parts } from './ports.ts';
import { Refresher } from './refresher.ts';
import { startRoutines } from './routines.ts';
import { senderPorts } from './sender-ports.ts';
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
  const identity = await openIdentity({
    ...{ config, database, sealing, fetch, log, now },
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
  const { notifier, ...notify } = openNotify(parts, { identity, egress, sealing, log });
  const tools = { identity, refresher, log, tell: () => notifier.wake() };
  const look = (id: string) => collector.soon(id);
  const incidents = openIncidents(parts, tools);
  const actions = openActions(parts, { ...tools, look, acted: incidents.keepUp });
  const around = { facts, loaders, identity, gate, limits, metrics, log };
  const alerts = openAlerts(parts, { ...tools, facts });
  const inbox = openInbox(parts, { ...tools, facts });
  const deployRules = openDeployRules(parts, { ...tools, facts });
  const changed = () => settings.reload().then(() => refresher.touch(topics, true));
  const web = await startWeb(parts, {
    ...{ ...around, inbox, refresher, look },
    ...{ actions: actions.ports, alerts: alerts.ports, incidents: incidents.ports, notify: notify.ports },
    ...{ deployRules: deployRules.ports, settings: settings.ports(identity, changed) },
    senders: senderPorts(parts, { ...tools, facts }),
  });

  const collector = new Collector(collectorPorts(parts, { ...tools, facts, metrics }));
  settings.watching.follow(collector);
  const reloading = keepReloading(settings, { database, log, changed });
  await actions.executor.resume();
  inbox.wake();
  await notifier.resume();
  const { settle: settleDeployments } = deployRules;
  const routines = await startRoutines(parts, {
    ...{ ...tools, settleDeployments, keepUp: incidents.keepUp },
    ...{ retention: settings.retention, expireNotices: notify.expire },
  });
  log.info({ url: web.url, database: database.engine }, `SmartOpsAgent is ready: ${web.url}`);

  return {
    log,
    url: web.url,
    firstRunToken: identity.firstRunToken,
    async close() {
      reloading.close();
      await Promise.all([collector.stop(), routines.close(), actions.executor.stop()]);
      await Promise.all([alerts.close(), deployRules.stop()]);
      await web.close();
      await inbox.stop();
      await notifier.stop();
      await identity.close();
      await ground.close();
    },
  };
}
