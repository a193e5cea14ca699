import type { Role, Route } from '@smartops/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inputOf } from './input.ts';
import type { Lane } from './lane.ts';
import { matches } from './matches.ts';
import type { Snapshot } from './snapshot.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Where prepared replies are answered first. */
    lane: Lane;
  }
  interface FastifyContextConfig {
    /** Who may call; read by the authorisation hook. */
    role?: Role;
  }
}

export interface SnapshotSource<Input, Reply> {
  /** The reply to a request that asks for nothing special; undefined while there is none. */
  readonly snapshot: () => Snapshot | undefined;
  /** Answers every other request. */
  readonly handle: (input: Input) => Promise<Reply>;
}

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
  app.lane.add(`/api${path}`, role, snapshot);
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

function sendSnapshot(
  request: FastifyRequest,
  reply: FastifyReply,
  { version, body }: Snapshot,
): FastifyReply {
  const etag = `"${version}"`;
  reply.headers({ etag, 'cache-control': 'no-cache' });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.type(json).send(body());
}
