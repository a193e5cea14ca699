import type { ProblemCode } from '@smartops/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authority } from '../platform/http/authorise.ts';
import type { Caller } from '../platform/http/caller.ts';
import { inputOf } from '../platform/http/input.ts';
import { httpStatus, problem, sendProblem } from '../platform/http/problem.ts';
import type { Attempts } from './attempts.ts';
import { type AuthRoute, authTable } from './auth-table.ts';
import type { IdentityContext } from './context.ts';
import { type AuthEvent, recordAuth } from './record-auth.ts';
import { addressHeader } from './sign-in.ts';

export interface AuthPorts {
  readonly context: IdentityContext;
  readonly authority: Authority;
  readonly attempts: Attempts;
  readonly publicUrl: URL;
  readonly canMail: boolean;
  /** better-auth. */
  readonly handler: (request: Request) => Promise<Response>;
  /** The address of whoever is asked for a code. */
  readonly pending: (request: FastifyRequest['raw']) => Promise<string | undefined>;
}

/** Mounts what we use of better-auth, under our limits, with our problems and our records. */
export function authRoutes(app: FastifyInstance, ports: AuthPorts): void {
  for (const route of authTable as readonly AuthRoute[])
    app.route({
      method: route.method,
      url: `/api/auth${route.path}`,
      config: { role: route.role, scope: null },
      exposeHeadRoute: false,
      handler: (request, reply) => answer(route, { request, reply, ports }),
    });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly ports: AuthPorts;
}

async function answer(route: AuthRoute, { request, reply, ports }: Exchange): Promise<FastifyReply> {
  const { attempts, authority, context, canMail } = ports;
  const body = inputOf({ query: undefined, body: request.body, params: undefined });
  const account = typeof body.email === 'string' ? body.email.slice(0, 254) : undefined;
  const caller = (await authority.identify(request.raw)).caller;
  const isAnonymousCode = !caller && route.path.startsWith('/two-factor/');
  const named = account ?? (isAnonymousCode ? await ports.pending(request.raw) : undefined);
  const event = (outcome: AuthEvent['outcome'], reason: string | null, who: Caller | undefined) =>
    recordAuth({ route, outcome, reason, caller: who, before: caller, account: named, request }, context);
  if (route.path === '/request-password-reset' && !canMail)
    return sendProblem(reply, problem('unavailable', cannotMail));
  const attempt = { address: request.ip, account: account ?? caller?.id };
  const waitMs = route.limited ? await attempts.take(attempt) : 0;
  if (waitMs > 0) {
    await event('refused', 'too many tries', caller);
    return slowDown(reply, waitMs);
  }
  const response = await ports.handler(toRequest(request, body, ports.publicUrl));
  const text = await response.text();
  const reason = failureOf(response, text);
  if (reason !== null) {
    await event(response.status >= 500 ? 'failed' : 'refused', reason, caller);
    return sendAnswer(reply, response, text);
  }
  // Nobody gets a session that is not on record.
  const signed = response.headers.get('set-auth-token');
  const entered = signed ? await personBehind(signed, authority) : undefined;
  if (route.limited && (entered || route.role !== 'public')) await attempts.succeeded(attempt);
  await event('allowed', null, entered ?? caller);
  if (request.method !== 'GET' || signed) context.changed();
  return sendAnswer(reply, response, text);
}

const cannotMail =
  'This server cannot send mail, so it cannot send you a link. Ask an administrator to invite you again.';

async function personBehind(signed: string, { identify }: Authority): Promise<Caller | undefined> {
  const request = { headers: { authorization: `Bearer ${signed}` } } as FastifyRequest['raw'];
  return (await identify(request)).caller;
}

function toRequest({ raw, ip, method }: FastifyRequest, body: object, publicUrl: URL): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'authorization', 'user-agent', 'origin'] as const) {
    const value = raw.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  headers.set(addressHeader, ip);
  if (method === 'GET') return new Request(new URL(raw.url ?? '/', publicUrl.origin), { headers });
  headers.set('content-type', 'application/json');
  return new Request(new URL(raw.url ?? '/', publicUrl.origin), {
    method,
    headers,
    body: JSON.stringify(body),
  });
}

/** Why it was refused; null when it was not. A browser that is sent back learns it from the address. */
function failureOf({ status, headers }: Response, text: string): string | null {
  if (status >= 400) return saidIn(text).message ?? `status ${status}`;
  const location = headers.get('location');
  return location === null ? null : new URL(location, 'http://localhost').searchParams.get('error');
}

function sendAnswer(reply: FastifyReply, { status, headers }: Response, text: string): FastifyReply {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie);
  for (const name of ['location', 'set-auth-token', 'retry-after']) {
    const value = headers.get(name);
    if (value !== null) reply.header(name, value);
  }
  if (status >= 400) {
    const code = codeOf(status);
    const { message, word } = code === 'internal' ? {} : saidIn(text);
    const found = problem(code, message ?? 'Something went wrong');
    return sendProblem(reply, word ? Object.assign(found, { code: word }) : found);
  }
  reply.code(status).header('cache-control', 'no-store');
  return status >= 300
    ? reply.send()
    : reply.type('application/json; charset=utf-8').send(withoutTokens(text));
}

function codeOf(status: number): ProblemCode {
  const found = Object.entries(httpStatus).find(([, value]) => value === status);
  return found ? (found[0] as ProblemCode) : status < 500 ? 'invalid' : 'internal';
}

/** better-auth's sentence, and its word for programs. */
function saidIn(text: string): { message?: string; word?: string } {
  const { message, code } = Object(parsed(text)) as { message?: unknown; code?: unknown };
  return {
    ...(typeof message === 'string' && { message: message.slice(0, 500) }),
    ...(typeof code === 'string' && { word: code.toLowerCase().slice(0, 100) }),
  };
}

/** Scripts of a page need no session's token: it is in the cookie, or in `set-auth-token` for those without cookies. */
function withoutTokens(text: string): string {
  return JSON.stringify(parsed(text), (key, value: unknown) => (key === 'token' ? undefined : value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function slowDown(reply: FastifyReply, waitMs: number): FastifyReply {
  const seconds = Math.ceil(waitMs / 1_000);
  reply.header('retry-after', seconds);
  return sendProblem(reply, problem('rate-limited', `Too many tries; try again in ${seconds} s`));
}
