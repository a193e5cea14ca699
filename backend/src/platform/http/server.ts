import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Role } from '@smartops/contract';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Log } from '../log/open-log.ts';
import type { Gate } from './gate.ts';
import { guard } from './guard.ts';
import { createLane } from './lane.ts';
import type { Metrics } from './metrics.ts';
import { answerUnknownRoutes } from './not-found.ts';
import { httpStatus, problem, problemType, replyWithProblem } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';

export type Server = FastifyInstance;

export interface ServerOptions {
  readonly log: Log;
  readonly gate: Gate;
  readonly metrics?: Metrics;
  /** Requests a client may make in a minute. */
  readonly requestsPerMinute?: number;
  /** Proxies in front of us whose `X-Forwarded-*` may be believed; each adds one entry from the right. */
  readonly proxies?: number;
  /** How long requests under way may take when the server closes. */
  readonly closeMs?: number;
  /**
   * Whether a request may have the prepared reply of a route with this role. It is asked instead of every hook, so give it
   * only together with them; without it prepared replies take the longer way through the framework.
   */
  readonly mayRead?: (request: IncomingMessage, role: Role) => boolean;
  /** Milliseconds of a clock that never jumps. */
  readonly now?: () => number;
}

const bodyLimit = 256 * 1024;
/** An id in a path, percent-encoded. */
const maxParamLength = 1_000;

/** A server with every protection on and no route yet. It does not listen; its owner calls `listen` and `close`. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { log, gate, metrics, requestsPerMinute = 600, proxies = 0, closeMs = 5_000 } = options;
  const { now = () => performance.now() } = options;
  const protection = { gate, proxies, now, rateLimit: createRateLimit(requestsPerMinute) };
  const lane = createLane({ ...protection, mayRead: options.mayRead, observe: metrics?.observeReply });
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

/** What is not even HTTP has no request to reply to. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const body = JSON.stringify(problem('invalid', 'This is not a request that can be read'));
  const head = [
    `HTTP/1.1 ${httpStatus.invalid} Bad Request`,
    `content-type: ${problemType}`,
    `content-length: ${body.length}`,
    'connection: close',
    ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
