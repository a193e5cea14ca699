import type { AddressInfo } from 'node:net';
import { api } from '@smartops/contract';
import { type ActionPorts, actionRoutes } from './actions/routes.ts';
import type { AlertPorts } from './alerts/ports.ts';
import { alertRoutes } from './alerts/routes.ts';
import { type RulePorts, ruleRoutes } from './alerts/rules/routes.ts';
import type { SenderPorts } from './alerts/senders/context.ts';
import { receiveRoutes } from './alerts/senders/receive-routes.ts';
import { senderRoutes } from './alerts/senders/routes.ts';
import { type CollectorRoutePorts, collectorRoutes } from './collector/routes.ts';
import type { Inbox } from './collector/webhooks/inbox.ts';
import { webhookRoutes } from './collector/webhooks/routes.ts';
import { isLoopback } from './config/exposure.ts';
import type { Config } from './config/index.ts';
import type { Identity } from './identity/open-identity.ts';
import { type IncidentPorts, incidentRoutes } from './incidents/routes.ts';
import { type NotifyPorts, notifyRoutes } from './notify/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import type { Facts, TopicLoaders } from './overview/topics.ts';
import { deliveryRoutes } from './pipelines/delivery-routes.ts';
import { deploymentRoutes } from './pipelines/deployment-routes.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
import { runRoutes } from './pipelines/run-routes.ts';
import { serveDashboard } from './platform/http/dashboard.ts';
import { createGate, type Gate } from './platform/http/gate.ts';
import { type Metrics, serveMetrics } from './platform/http/metrics.ts';
import { openApiDocument } from './platform/http/openapi.ts';
import { addressOf } from './platform/http/proxies.ts';
import { createRateLimits, type RateLimits } from './platform/http/rate-limit.ts';
import { serveReference } from './platform/http/reference.ts';
import { openServer } from './platform/http/server.ts';
import { shareLimits } from './platform/http/shared-limits.ts';
import type { Log } from './platform/log/open-log.ts';
import {
  deliveryPorts,
  deploymentPorts,
  overviewPorts,
  type Parts,
  pipelinePorts,
  runPorts,
} from './ports.ts';
import type { Refresher } from './refresher.ts';
import { type DeployRulePorts, deployRuleRoutes } from './settings/deploy-rule-routes.ts';
import { type SettingsPorts, settingsRoutes } from './settings/routes.ts';
import { StreamHub } from './stream/hub.ts';
import { listenForStreams } from './stream/listen.ts';

/** The hub of the stream and the gate that says who may speak to it. */
export function openStream(
  { env, publicUrl }: Config,
  metrics: Metrics,
  identity: Identity,
): { readonly hub: StreamHub; readonly gate: Gate; readonly limits: RateLimits } {
  // In development the dashboard's own server is another origin.
  const development =
    env.NODE_ENV === 'development' ? ['http://localhost:3000', 'http://127.0.0.1:3000'] : [];
  const gate = createGate({
    host: env.HOST,
    names: [...env.ALLOWED_HOSTS, ...(isLoopback(env.HOST) ? [publicUrl.hostname] : [])],
    origins: [...env.CORS_ORIGINS, ...(env.PUBLIC_URL ? [publicUrl.origin] : []), ...development],
    ports: env.WS_PORT === undefined ? [env.PORT] : [env.PORT, env.WS_PORT],
  });
  const limits = createRateLimits(env.RATE_LIMIT_PER_MINUTE);
  const hub = new StreamHub({
    allow: gate.admits,
    addressOf: (request) => addressOf(request, env.TRUST_PROXY),
    limit: (address) => limits.address.take(address, performance.now()),
    identify: identity.listener,
    workspace: identity.authority.workspace,
    observer: metrics.stream,
    minIntervalMs: { metrics: env.METRICS_STREAM_SECONDS, sources: env.METRICS_STREAM_SECONDS },
  });
  return { hub, gate, limits };
}

export interface WebParts {
  readonly facts: Facts;
  readonly loaders: TopicLoaders;
  readonly identity: Identity;
  readonly gate: Gate;
  readonly limits: RateLimits;
  readonly actions: ActionPorts;
  readonly settings: SettingsPorts;
  readonly deployRules: DeployRulePorts;
  readonly senders: SenderPorts;
  readonly alerts: AlertPorts;
  readonly incidents: IncidentPorts;
  readonly notify: NotifyPorts;
  readonly rules: RulePorts;
  readonly inbox: Inbox;
  readonly refresher: Refresher;
  /** Looks at a connection before its time. */
  readonly look: (connectionId: string) => void;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Listens: REST, stream and dashboard on `PORT`, the stream alone on `WS_PORT`. */
export async function startWeb(parts: Parts, web: WebParts) {
  const { facts, loaders, identity, gate, limits, inbox, metrics, log } = web;
  const { config, hub } = parts;
  const { HOST: host, PORT: port, WS_PORT: streamPort } = config.env;
  const { database } = parts;
  // PGlite has one process, which need not tell itself what it counted.
  const shared =
    database.engine === 'postgresql'
      ? shareLimits({ limits, query: (text, values) => database.pool.query(text, values) })
      : undefined;
  const server = await openServer({
    log,
    gate,
    metrics,
    limits,
    proxies: config.env.TRUST_PROXY,
    authority: identity.authority,
  });
  identity.mount(server);
  overviewRoutes(server, overviewPorts(parts, facts, loaders));
  pipelineRoutes(server, pipelinePorts(parts));
  deliveryRoutes(server, deliveryPorts(parts));
  runRoutes(server, runPorts(parts));
  deploymentRoutes(server, deploymentPorts(parts));
  actionRoutes(server, web.actions);
  settingsRoutes(server, web.settings);
  deployRuleRoutes(server, web.deployRules);
  senderRoutes(server, web.senders);
  receiveRoutes(server, web.senders);
  collectorRoutes(server, collectorRoutePorts(parts, web));
  alertRoutes(server, web.alerts);
  incidentRoutes(server, web.incidents);
  notifyRoutes(server, web.notify);
  ruleRoutes(server, web.rules);
  webhookRoutes(server, { inbox, webhook: (id) => parts.connections.get(id)?.webhook });
  serveMetrics(server, metrics);
  await serveReference(server, openApiDocument(api, { version: config.version }));
  await serveDashboard(server, { folder: config.dashboardDir, authority: identity.authority });
  await server.listen({ host, port });
  hub.attach(server.server, '/ws');
  const streams =
    streamPort === undefined
      ? undefined
      : await listenForStreams(hub, { host, port: streamPort, proxies: config.env.TRUST_PROXY });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.server.address() as AddressInfo).port}`,
    async close() {
      shared?.close();
      await hub.close();
      streams?.close();
      await server.close();
    },
  };
}

function collectorRoutePorts(
  { connections }: Parts,
  { identity, refresher, look, log }: WebParts,
): CollectorRoutePorts {
  return {
    connection: (id) => connections.get(id),
    privileged: identity.privileged,
    changed(id) {
      look(id);
      refresher
        .touch(['sources'], true)
        .catch((err: unknown) => log.error({ err }, 'a topic could not be built'));
    },
  };
}
