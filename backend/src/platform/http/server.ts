import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Log } from '../log/open-log.ts';
import type { Gate } from './gate.ts';
import { guard } from './guard.ts';
import type { Metrics } from './metrics.ts';
import { answerUnknownRoutes } from './not-found.ts';
import { httpStatus, problem, problemType, replyWithProblem } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';

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
  readonly now?: () => number;
}

const bodyLimit = 256 * 1024;
/** An id in a path, percent-encoded. */
const maxParamLength = 1_000;

/** A server with every protection on and no route yet. It does not listen; its owner calls `listen` and `close`. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const {
    log,
    gate,
    metrics,
    requestsPerMinute = 600,
    proxies = 0,
    closeMs = 5_000,
    now = Date.now,
  } = options;
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger a request would cost more than many replies; problems are logged with the request's id.
    childLoggerFactory: (logger) => logger,
    genReqId: requestIds(),
    trustProxy: proxies > 0 && ((_address: string, hop: number) => hop < proxies),
    bodyLimit,
    routerOptions: { maxParamLength },
    frameworkErrors: replyWithProblem,
    clientErrorHandler: answerBrokenRequest,
  });
  // JSON alone: what a form of another site can send without asking first is refused.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(replyWithProblem);
  answerUnknownRoutes(app);
  app.addHook('onRequest', guard({ gate, rateLimit: createRateLimit(requestsPerMinute), now }));
  if (metrics) app.addHook('onResponse', metrics.observeReply);
  app.addHook('preClose', (done) => {
    setTimeout(() => app.server.closeAllConnections(), closeMs).unref();
    done();
  });
  return app;
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
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
