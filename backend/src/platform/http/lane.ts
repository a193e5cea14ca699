import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Role } from '@smartops/contract';
import type { Gate } from './gate.ts';
import { matches } from './matches.ts';
import { addressOf, isSecure } from './proxies.ts';
import type { RateLimit } from './rate-limit.ts';
import { securityHeaders, strictTransport } from './security-headers.ts';
import type { Snapshot } from './snapshot.ts';

export interface LaneOptions {
  readonly gate: Gate;
  readonly rateLimit: RateLimit;
  readonly proxies: number;
  readonly now: () => number;
  /** Who may read: no hook of the framework sees what the lane answers. Without it the lane answers nothing. */
  readonly mayRead: ((request: IncomingMessage, role: Role) => boolean) | undefined;
  readonly observe:
    | ((reply: { method: string; route: string; status: number; seconds: number }) => void)
    | undefined;
}

/** Answers prepared replies before the framework sees the request: the same rules with less work. */
export interface Lane {
  add(path: string, role: Role, snapshot: () => Snapshot | undefined): void;
  /** A server that tries the lane first and hands everything unusual, refusals too, to `handler`. */
  server(handler: RequestListener): Server;
}

const keepAliveMs = 72_000;
const requestMs = 30_000;
const plain = Object.entries({
  ...securityHeaders,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-cache',
}).flat();
const secure = [...plain, 'strict-transport-security', strictTransport];

export function createLane(options: LaneOptions): Lane {
  const prepared = new Map<string, { readonly role: Role; readonly snapshot: () => Snapshot | undefined }>();
  const { gate, rateLimit, proxies, now, mayRead, observe } = options;

  function answers(request: IncomingMessage, response: ServerResponse): boolean {
    const { url = '', headers } = request;
    const found = prepared.get(url);
    if (!found || !mayRead || request.method !== 'GET' || headers.origin !== undefined) return false;
    const startedAt = now();
    const snapshot = found.snapshot();
    if (!snapshot || !gate.knowsHost(headers.host) || !mayRead(request, found.role)) return false;
    if (rateLimit.take(addressOf(request, proxies), startedAt) > 0) return false;
    const status = send(snapshot, response, {
      known: headers['if-none-match'],
      isSecure: isSecure(request, proxies),
    });
    observe?.({ method: 'GET', route: url, status, seconds: (now() - startedAt) / 1_000 });
    return true;
  }

  return {
    add: (path, role, snapshot) => prepared.set(path, { role, snapshot }),
    server(handler) {
      const server = createServer((request, response) => {
        if (!answers(request, response)) handler(request, response);
      });
      server.keepAliveTimeout = keepAliveMs;
      server.requestTimeout = requestMs;
      return server;
    },
  };
}

function send(
  { version, body }: Snapshot,
  response: ServerResponse,
  { known, isSecure }: { known: string | undefined; isSecure: boolean },
): number {
  const etag = `"${version}"`;
  if (matches(known, etag)) {
    // What a 304 leaves out, the browser takes from the reply it has.
    response.writeHead(304, ['etag', etag, 'cache-control', 'no-cache', 'vary', 'origin']).end();
    return 304;
  }
  const bytes = body();
  const fixed = isSecure ? secure : plain;
  response.writeHead(200, [...fixed, 'etag', etag, 'content-length', String(bytes.length)]).end(bytes);
  return 200;
}
