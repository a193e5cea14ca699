import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Gate } from './gate.ts';
import { oversized } from './hard-limits.ts';
import { problem, sendProblem } from './problem.ts';
import { addressOf, isSecure } from './proxies.ts';
import type { RateLimits } from './rate-limit.ts';
import { securityHeaders, strictTransport } from './security-headers.ts';
import { slowDown } from './slow-down.ts';

export interface GuardOptions {
  readonly gate: Gate;
  readonly limits: RateLimits;
  readonly proxies: number;
  readonly now: () => number;
}

const unlimited = '/api/health';
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'authorization, content-type, if-none-match, x-api-key',
  'access-control-max-age': '600',
};

/** Runs before every request: security headers, whose name and page it is, how often this client came. */
export function guard({ gate, limits, proxies, now }: GuardOptions): onRequestHookHandler {
  return (request, reply, next) => {
    const { headers, url = '' } = request.raw;
    const { host, origin } = headers;
    reply.headers(securityHeaders).header('x-request-id', request.id);
    if (isSecure(request.raw, proxies)) reply.header('strict-transport-security', strictTransport);
    const tooLarge = oversized(request.raw);
    if (tooLarge) return void sendProblem(reply.header('connection', 'close'), tooLarge);
    if (!gate.knowsHost(host)) return refuse(reply, 'This server does not go by that host name');
    if (origin !== undefined) {
      const isListed = gate.listsOrigin(origin);
      if (isListed) allowOrigin(reply, origin);
      if (isPreflight(request)) return preflight(reply, isListed);
      if (!safe.has(request.method) && !gate.knowsOrigin(origin, host))
        return refuse(reply, 'Pages of that origin may not change anything here');
    }
    if (isUnlimited(url)) return next();
    const waitMs = limits.address.take(addressOf(request.raw, proxies), now());
    if (waitMs > 0) return slowDown(reply, limits.address, waitMs);
    next();
  };
}

function isUnlimited(url: string): boolean {
  return url.startsWith(unlimited) && /^[?#]?$/.test(url.charAt(unlimited.length));
}

function allowOrigin(reply: FastifyReply, origin: string): void {
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-allow-credentials', 'true')
    .header(
      'access-control-expose-headers',
      'etag, ratelimit, ratelimit-policy, retry-after, set-auth-token, x-request-id',
    );
}

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

function preflight(reply: FastifyReply, isListed: boolean): void {
  if (isListed) reply.code(204).headers(preflightHeaders).send();
  else refuse(reply, 'Pages of that origin may not call this server');
}

function refuse(reply: FastifyReply, why: string): void {
  sendProblem(reply, problem('forbidden', why));
}
