import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Log } from '../log/open-log.ts';
import { type Authority, authorise } from './authorise.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { decide, type Permission } from './caller.ts';
import { takeFor } from './caller-limit.ts';
import type { Gate } from './gate.ts';
import { guard } from './guard.ts';
import type { HardLimits } from './hard-limits.ts';
import { createLane } from './lane.ts';
import type { Metrics } from './metrics.ts';
import { answerUnknownRoutes } from './not-found.ts';
import { replyWithProblem } from './problem.ts';
import { createRateLimits, type RateLimits } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';

export type Server = FastifyInstance;

export interface ServerOptions {
  readonly log: Log;
  readonly gate: Gate;
  readonly metrics?: Metrics;
  /** How often a caller may come. The server itself counts addresses; accounts and keys are known to authorisation. */
  readonly limits?: RateLimits;
  readonly hardLimits?: HardLimits;
  /** Proxies in front of us whose `X-Forwarded-*` may be believed; each adds one entry from the right. */
  readonly proxies?: number;
  /** How long requests under way may take when the server closes. */
  readonly closeMs?: number;
  /** Who may do what. */
  readonly authority: Authority;
  /** Milliseconds of a clock that never jumps. */
  readonly now?: () => number;
}

const bodyLimit = 256 * 1024;
/** An id in a path, percent-encoded. */
const maxParamLength = 1_000;

/** A server with every protection on and no route yet. It does not listen; its owner calls `listen` and `close`. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { log, gate, metrics, limits = createRateLimits(600), proxies = 0, closeMs = 5_000 } = options;
  const { authority, hardLimits, now = () => performance.now() } = options;
  const protection = { gate, proxies, now, limits };
  const mayRead = (request: IncomingMessage, permission: Permission) => {
    const caller = authority.recall(request);
    if (decide(caller, permission, authority.workspace) !== 'allowed') return false;
    return takeFor(caller, limits, now()).waitMs === 0;
  };
  const lane = createLane({ ...protection, mayRead, hardLimits, observe: metrics?.observeReply });
  const app = Fastify({
    serverFactory: lane.server,
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger a request would cost more than many replies; problems are logged with the request's id.
    childLoggerFactory: (logger) => logger,
    genReqId: requestIds(),
    trustProxy: proxies > 0 && ((_address: string, hop: number) => hop < proxies),
    bodyLimit,
    routerOptions: { maxParamLength },
    // No hook runs for what the router cannot read.
    frameworkErrors: (error, request, reply) =>
      replyWithProblem(error, request, reply.headers(securityHeaders)),
    clientErrorHandler: answerBrokenRequest,
  });
  // JSON alone: what a form of another site can send without asking first is refused.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(replyWithProblem);
  answerUnknownRoutes(app);
  app.decorate('lane', lane);
  app.addHook('onRequest', guard(protection));
  authorise(app, authority, protection);
  if (metrics) observeReplies(app, metrics);
  cutWhenClosing(app, closeMs);
  return app;
}

/** Closing waits for requests under way, but not for ever. */
function cutWhenClosing(app: Server, closeMs: number): void {
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), closeMs).unref();
    done();
  });
}

function observeReplies(app: Server, metrics: Metrics): void {
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    const route = routeOptions.url ?? 'none';
    metrics.observeReply({ method, route, status: statusCode, seconds: elapsedTime / 1_000 });
    done();
  });
}

function requestIds(): () => string {
  const start = randomBytes(4).toString('hex');
  let count = 0;
  return () => `${start}-${(count++).toString(36)}`;
}
