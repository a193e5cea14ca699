import { Readable } from 'node:stream';
import type { Role, Route, Scope } from '@smartops/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';
import { inputOf } from './input.ts';
import type { Lane } from './lane.ts';
import { matches } from './matches.ts';
import { etagOf, type Snapshot, snapshotHeaders } from './snapshot.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Where prepared replies are answered first. */
    lane: Lane;
  }
  interface FastifyContextConfig {
    /** Who may call; read by the authorisation hook. */
    role?: Role;
    /** What a key needs besides; null for what no key may do. */
    scope?: Scope | null;
  }
}

export interface SnapshotSource<Input, Reply> {
  /** The reply to a request that asks for nothing special; undefined while there is none. */
  readonly snapshot: () => Snapshot | undefined;
  /** Answers every other request. */
  readonly handle: (input: Input) => Promise<NoInfer<Reply>>;
}

const json = 'application/json; charset=utf-8';

/** Who asked for a route and from where; nobody for the public ones. */
export interface Asker {
  readonly caller: Caller | undefined;
  readonly request: FastifyRequest;
}

/** Mounts one contract route under `/api`: parse the input, run the handler, reply with JSON. The reply is the contract’s, no wider. */
export function serve<Input, Reply>(
  app: FastifyInstance,
  { method, path, role, scope, input }: Route<Input, Reply>,
  handle: (input: Input, asker: Asker) => Promise<NoInfer<Reply>>,
): void {
  app.route({
    method,
    url: `/api${path}`,
    config: { role, scope },
    handler: async (request, reply) => {
      const answer = await handle(input.parse(inputOf(request)), { caller: request.caller, request });
      return reply.header('cache-control', 'no-store').type(json).send(answer);
    },
  });
}

export interface FileToSend {
  readonly name: string;
  readonly content: AsyncIterable<string>;
}

/** Like `serve`, for a file to keep. It is sent piece by piece, as it is made. */
export function serveFile<Input>(
  app: FastifyInstance,
  { path, role, scope, input, contentType = 'text/plain' }: Route<Input, string>,
  open: (input: Input) => Promise<FileToSend>,
): void {
  app.get(`/api${path}`, { config: { role, scope } }, async (request, reply) => {
    const { name, content } = await open(input.parse(inputOf(request)));
    const safeName = name.replace(/[^\w.-]+/g, '-');
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${safeName}"`)
      .type(`${contentType}; charset=utf-8`)
      .send(Readable.from(content));
  });
}

/** Like `serve`, for a GET whose usual reply is prepared: an unchanged version is answered before any body is made. */
export function serveSnapshot<Input, Reply>(
  app: FastifyInstance,
  { path, role, scope, input }: Route<Input, Reply>,
  { snapshot, handle }: SnapshotSource<Input, Reply>,
): void {
  app.lane.add(`/api${path}`, { role, scope }, snapshot);
  const usual = JSON.stringify(input.safeParse({}).data);
  app.route({
    method: 'GET',
    url: `/api${path}`,
    config: { role, scope },
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

function sendSnapshot(
  request: FastifyRequest,
  reply: FastifyReply,
  { version, body }: Snapshot,
): FastifyReply {
  const etag = etagOf(version);
  reply.headers({ ...snapshotHeaders, etag });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(json).send(body());
}
