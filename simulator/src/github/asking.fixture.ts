import { Octokit } from '@octokit/core';
import type { Part, Reply } from '../http/exchange.ts';
import { services } from '../world/shop.ts';
import { createWorld, type World } from '../world/world.ts';
import { createGitHub, type GitHub } from './github.ts';
import { githubPart } from './index.ts';
import { describeGitHub } from './openapi.fixture.ts';

export const epoch = Date.parse('2026-03-02T12:00:00.250Z');
export const base = '/api/v3/repos/harbor-goods';
export { services };

type Check = (asked: { readonly method: string; readonly path: string }, reply: Reply) => void;

export interface Asking {
  readonly world: World;
  readonly own: GitHub;
  readonly part: Part;
  ask(path: string, headers?: Readonly<Record<string, string>>, method?: string, body?: unknown): Reply;
  /** The body of an answer that went well. */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are GitHub's and are proven by its own description
  read(path: string): any;
  /** Asks for a change; its body goes as JSON. */
  act(method: string, path: string, body?: unknown, token?: string): Reply;
  setNow(at: number): void;
}

/** The part without a socket; `check` sees every answer. */
export function asking(seed = 'test', check?: Check): Asking {
  let now = epoch;
  const world = createWorld(seed, epoch, () => now);
  const own = createGitHub(world);
  const part = githubPart(own);
  const ask: Asking['ask'] = (path, headers = { authorization: 'token demo' }, method = 'GET', body) => {
    const { pathname, searchParams } = new URL(path, 'http://github.test:8080');
    const reply = part.answer({
      method,
      path: pathname,
      query: searchParams,
      headers: { host: 'github.test:8080', ...headers },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    check?.({ method, path: pathname }, reply);
    return reply;
  };
  return {
    world,
    own,
    part,
    ask,
    read(path) {
      const { status, body } = ask(path);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`);
      return JSON.parse(body);
    },
    act: (method, path, body, token = 'demo') => ask(path, { authorization: `token ${token}` }, method, body),
    setNow: (at) => {
      now = at;
    },
  };
}

/** Like `asking`, and throws as soon as an answer is not as api.github.com is described. */
export function asDescribed(seed?: string): Asking {
  const description = describeGitHub('api.github.com');
  return asking(seed, ({ method, path }, { status, body, headers }) => {
    if (!path.startsWith('/api/v3') || status === 304) return;
    const verb = method.toLowerCase();
    const template = description.templateOf(path.slice('/api/v3'.length), verb);
    if (!template) throw new Error(`GitHub has no ${method} ${path}`);
    // A move is described where GitHub expects one, and happens everywhere.
    if (status >= 400 || status === 301 || status === 307) return refusedAsDescribed(JSON.parse(body));
    if (body === '') return;
    if (!headers['content-type']?.includes('json')) throw new Error(`${path} answered ${body}`);
    const problems = description.problems(template, status, JSON.parse(body), verb);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
}

function refusedAsDescribed(body: {
  readonly message?: unknown;
  readonly documentation_url?: unknown;
}): void {
  if (typeof body.message !== 'string' || typeof body.documentation_url !== 'string')
    throw new Error(`A refusal says ${JSON.stringify(body)}`);
}

/** Octokit against the part, without a socket. */
export function octokit(github: Asking): Octokit {
  const fetch = async (input: string, init: RequestInit) => {
    const { pathname, search } = new URL(input);
    const headers: Record<string, string> = {};
    new Headers(init.headers).forEach((value, name) => {
      headers[name] = value;
    });
    const sent = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const {
      status,
      headers: answered,
      body,
    } = github.ask(`${pathname}${search}`, headers, init.method, sent);
    return new Response(status === 304 || status === 204 ? null : body, { status, headers: answered });
  };
  const baseUrl = 'http://github.test:8080/api/v3';
  return new Octokit({ auth: 'demo', baseUrl, request: { fetch } });
}
