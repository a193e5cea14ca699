import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { type Caller, type Decision, decide, type Permission } from './caller.ts';
import { takeFor } from './caller-limit.ts';
import { problem, sendProblem } from './problem.ts';
import type { RateLimits } from './rate-limit.ts';
import { slowDown } from './slow-down.ts';

/** Knows who asks. The platform does not: a room tells it. */
export interface Authority {
  /** The workspace that this server serves. */
  readonly workspace: string;
  /** Who asks; undefined for a stranger. Answers at once where it can. */
  identify(request: IncomingMessage): Identified | Promise<Identified>;
  /** Who asks, from memory alone; undefined when that takes longer. */
  recall(request: IncomingMessage): Caller | undefined;
  /** Hears of everybody who was refused. */
  refused(refusal: Refusal): void;
}

export interface Identified {
  readonly caller: Caller | undefined;
  /** Headers of the reply, such as a cookie that lasts longer now. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Refusal {
  readonly caller: Caller | undefined;
  readonly decision: Exclude<Decision, 'allowed'>;
  readonly permission: Permission;
  readonly request: FastifyRequest;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

const words = {
  unauthorized: 'Sign in, or send an API key',
  forbidden: 'You may not do that here',
} as const;

/** Lets nobody through who may not, and no route be mounted that does not say who may. */
export function authorise(
  app: FastifyInstance,
  authority: Authority,
  { limits, now }: { readonly limits: RateLimits; readonly now: () => number },
): void {
  refuseUndeclared(app);
  app.decorateRequest('caller', undefined);
  app.addHook('onRequest', (request, reply, next) => {
    const { role, scope = null } = request.routeOptions.config;
    // Without a role only what does not exist gets here.
    if (role === undefined || role === 'public') return next();
    const found = authority.identify(request.raw);
    if (found instanceof Promise) {
      found.then((late) => judge(late), next);
      return;
    }
    judge(found);

    function judge({ caller, headers }: Identified): void {
      const permission = { role: role ?? 'admin', scope };
      const decision = decide(caller, permission, authority.workspace);
      if (headers) reply.headers(headers);
      request.caller = caller;
      if (decision === 'allowed') {
        const { limit, waitMs } = takeFor(caller, limits, now());
        if (waitMs > 0) slowDown(reply, limit, waitMs);
        else next();
        return;
      }
      authority.refused({ caller, decision, permission, request });
      refuse(reply, decision);
    }
  });
}

function refuse(reply: FastifyReply, decision: Exclude<Decision, 'allowed'>): void {
  if (decision === 'unauthorized') reply.header('www-authenticate', 'Bearer realm="SmartOpsAgent"');
  sendProblem(reply, problem(decision, words[decision]));
}

/** A route may get its role from a hook of its scope, so they are looked at when all are there. */
function refuseUndeclared(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', (done) => {
    const bare = routes.find(({ config }) => config?.role === undefined);
    done(bare && new Error(`${bare.method} ${bare.url} does not say who may call it`));
  });
}
