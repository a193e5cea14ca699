import type { AddressInfo } from 'node:net';
import { api } from '@smartops/contract';
import { type ActionPorts, actionRoutes } from './actions/routes.ts';
import { type RulePorts, ruleRoutes } from './alerts/rules/routes.ts';
import type { Inbox } from './collector/webhooks/inbox.ts';
import { webhookRoutes } from './collector/webhooks/routes.ts';
import { isLoopback } from './config/exposure.ts';
import type { Config } from './config/index.ts';
import type { Identity } from './identity/open-identity.ts';
import { overviewRoutes } from './overview/routes.ts';
import type { Facts, TopicLoaders } from './overview/topics.ts';
import { deliveryRoutes } from './pipelines/delivery-routes.ts';
import { pipelineRoutes } from './pipelines/routes.ts';
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
import { deliveryPorts, overviewPorts, type Parts, pipelinePorts } from './ports.ts';
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
  readonly rules: RulePorts;
  readonly inbox: Inbox;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Listens: REST, stream and dashboard on `PORT`, the stream alone on `WS_PORT`. */
export async function startWeb(parts: Parts, web: WebParts) {
  const { facts, loaders, identity, gate, limits, actions, rules, inbox, metrics, log } = web;
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
  actionRoutes(server, actions);
  ruleRoutes(server, rules);
  webhookRoutes(server, { inbox, webhook: (id) => parts.connections.get(id)?.webhook });
  serveMetrics(server, metrics);
  await serveReference(server, openApiDocument(api, { version: config.version }));
  await serveDashboard(server, { folder: config.dashboardDir });
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
