import type { Role, Route } from '@smartops/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inputOf } from './input.ts';
import { securityHeaders } from './security-headers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call; read by the authorisation hook. */
    role?: Role;
  }
}

/** A reply prepared once and sent many times. */
export interface Snapshot {
  /** Changes whenever the body does. */
  readonly version: string;
  body(): Buffer;
}

export interface SnapshotSource<Input, Reply> {
  /** The reply to a request that asks for nothing special; undefined while there is none. */
  readonly snapshot: () => Snapshot | undefined;
  /** Answers every other request. */
  readonly handle: (input: Input) => Promise<Reply>;
}

const fixed = Object.entries({...securityHeaders, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache'}).flat();
const json = 'application/json; charset=utf-8';

/** Mounts one contract route under `/api`: parse the input, run the handler, reply with JSON. */
export function serve<Input, Reply>(
  app: FastifyInstance,
  { method, path, role, input }: Route<Input, Reply>,
  handle: (input: Input) => Promise<Reply>,
): void {
  app.route({
    method,
    url: `/api${path}`,
    config: { role },
    handler: async (request, reply) => {
      const answer = await handle(input.parse(inputOf(request)));
      return reply.header('cache-control', 'no-store').type(json).send(answer);
    },
  });
}

/** Like `serve`, for a GET whose usual reply is prepared: an unchanged version is answered before any body is made. */
export function serveSnapshot<Input, Reply>(
  app: FastifyInstance,
  { path, role, input }: Route<Input, Reply>,
  { snapshot, handle }: SnapshotSource<Input, Reply>,
): void {
  const usual = JSON.stringify(input.safeParse({}).data);
  app.route({
    method: 'GET',
    url: `/api${path}`,
    config: { role },
    handler: async (request, reply) => {
      const prepared = snapshot();
      if (prepared && !request.url.includes('?')) return sendSnapshot(request, reply, prepared);
      const asked = input.parse(inputOf(request));
      if (prepared && JSON.stringify(asked) === usual) return sendSnapshot(request, reply, prepared);
      return reply
        .header('cache-control', 'no-store')
        .type(json)
        .send(await handle(asked));
    },
  });
}

function sendSnapshot(request: FastifyRequest, reply: FastifyReply, { version, body }: Snapshot): FastifyReply {
  const etag = `"${version}"`;
  const isUnchanged = matches(request.headers['if-none-match'], etag);
  const { raw } = reply.hijack();
  const bytes = isUnchanged ? undefined : body();
  // What a 304 leaves out, the browser takes from the reply it has.
  if (!bytes) raw.writeHead(304, ['etag', etag, 'cache-control', 'no-cache', 'vary', 'origin']).end();
  else
    raw
      .writeHead(200, [...fixed, 'etag', etag, 'content-length', String(bytes.length)])
      .end(bytes);
  return reply;
}

/** Weakly, as RFC 9110 §13.1.2 asks: a proxy that compresses marks the tag with `W/`. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
