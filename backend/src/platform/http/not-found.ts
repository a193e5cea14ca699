import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem, sendProblem } from './problem.ts';

interface Mounted {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Says what is missing: the path, or only the method on it. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const mounted: Mounted[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith('/api')) return;
    for (const one of [method].flat()) mounted.push({ method: one, pattern: patternOf(url) });
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.replace(/[?#].*/s, '');
    const methods = mounted.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return methods.length > 0 ? refuseMethod(request, reply, methods) : refusePath(reply, path);
  });
}

function refuseMethod({ method }: FastifyRequest, reply: FastifyReply, methods: string[]): FastifyReply {
  const allowed = methods.join(', ');
  reply.header('allow', allowed);
  return sendProblem(reply, {
    ...problem('not-found', `${method} is not possible here, only ${allowed}`),
    status: 405,
  });
}

function refusePath(reply: FastifyReply, path: string): FastifyReply {
  return sendProblem(reply, problem('not-found', `There is nothing at ${path.slice(0, 200)}`));
}

function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[^/]+/g, '[^/]+')}$`);
}
