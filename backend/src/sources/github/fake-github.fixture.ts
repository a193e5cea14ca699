import { createHash } from 'node:crypto';
import type { SourceTools } from '../source.ts';

/** A GitHub for tests: answers by path, with ETags as the real one. */
export interface FakeGitHub {
  readonly tools: SourceTools;
  /** `GET /path?query`, oldest first; a 304 is marked so. */
  readonly asked: string[];
  readonly headersOf: Map<string, Headers>;
  /** What was sent to a path the last time. */
  readonly bodyOf: Map<string, string>;
  /** Addresses that were asked through the door for what a foreign system named. */
  readonly typed: string[];
  /** What a path answers, or only a query that has these parameters; a body is sent as JSON with status 200. */
  answer(path: string, body: unknown): void;
  /** Sets the clock, epoch ms. */
  setNow(at: number): void;
}

export const start = Date.parse('2026-03-01T12:00:00Z');

export function fakeGitHub(): FakeGitHub {
  const answers = new Map<string, unknown>();
  const asked: string[] = [];
  const headersOf = new Map<string, Headers>();
  const bodyOf = new Map<string, string>();
  const typedUrls: string[] = [];
  let now = start;
  let remaining = 5_000;

  const reply = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const key = url.origin === 'https://api.github.com' ? url.pathname : url.href.split('?')[0];
    const headers = new Headers(init?.headers);
    headersOf.set(key ?? '', headers);
    if (typeof init?.body === 'string') bodyOf.set(key ?? '', init.body);
    const known = find(answers, key ?? '', url.searchParams);
    const answer = typeof known === 'function' ? known(url) : known;
    asked.push(`${url.pathname}${url.search}`);
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer === known ? answer.clone() : answer;
    if (answer === undefined) return Response.json({ message: 'Not Found' }, { status: 404 });
    const body = JSON.stringify(answer);
    const etag = `W/"${createHash('sha1').update(body).digest('hex')}"`;
    const isKnown = headers.get('if-none-match') === etag;
    if (!isKnown) remaining -= 1;
    const quota = { 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': '1772370000' };
    if (isKnown) {
      asked[asked.length - 1] += ' 304';
      return new Response(null, { status: 304, headers: { etag, ...quota } });
    }
    return new Response(body, {
      headers: { 'content-type': 'application/json; charset=utf-8', etag, ...quota },
    });
  };
  const typed: typeof fetch = (input, init) => {
    typedUrls.push(String(input));
    return reply(input, init);
  };
  return {
    typed: typedUrls,
    tools: { connectionId: 'github', fetch: reply, fetchTyped: typed, now: () => now },
    asked,
    headersOf,
    bodyOf,
    answer: (path, body) => void answers.set(path, body),
    setNow: (at) => {
      now = at;
    },
  };
}

/** The most specific answer wins. */
function find(answers: ReadonlyMap<string, unknown>, path: string, query: URLSearchParams): unknown {
  const fitting = [...answers.keys()].filter((key) => {
    const [ofPath, ofQuery] = key.split('?');
    const wanted = [...new URLSearchParams(ofQuery)];
    return ofPath === path && wanted.every(([name, value]) => query.get(name) === value);
  });
  return answers.get(fitting.toSorted((a, b) => b.length - a.length)[0] ?? '');
}

const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

/** A run as GitHub sends it, 10 minutes before `start`. */
export function aRun(fields: Readonly<Record<string, unknown>> = {}) {
  const at = start - 600_000;
  return {
    id: 7,
    workflow_id: 3,
    name: 'CI',
    path: '.github/workflows/ci.yml',
    display_title: 'Raise the pool',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    head_branch: 'main',
    head_sha: 'a41c9e2f00d2',
    html_url: `https://github.com/harbor-goods/checkout-api/actions/runs/${fields.id ?? 7}`,
    run_number: 12,
    run_attempt: 1,
    created_at: iso(at),
    run_started_at: iso(at),
    updated_at: iso(at + 130_000),
    actor: { login: 'sofia', id: 1 },
    head_commit: { message: 'Raise the pool\n\nIt was too small.', author: { name: 'Sofia' } },
    ...fields,
  };
}

/** A repository as GitHub sends it; its number follows from its name. */
export function aRepository(name: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    id: Number.parseInt(createHash('sha1').update(name).digest('hex').slice(0, 8), 16),
    name,
    owner: { login: 'harbor-goods' },
    archived: false,
    disabled: false,
    pushed_at: iso(start - 600_000),
    ...fields,
  };
}

export function aJob(fields: Readonly<Record<string, unknown>> = {}) {
  const at = start - 600_000;
  return {
    id: 71,
    run_id: 7,
    name: 'build',
    status: 'completed',
    conclusion: 'success',
    started_at: iso(at + 5_000),
    completed_at: iso(at + 125_000),
    html_url: 'https://github.com/harbor-goods/checkout-api/actions/runs/7/job/71',
    ...fields,
  };
}

export function aDeployment(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 900,
    sha: 'a41c9e2f00d2',
    ref: 'main',
    task: 'deploy',
    payload: {},
    environment: 'production',
    description: null,
    creator: { login: 'sofia' },
    created_at: iso(start - 500_000),
    updated_at: iso(start - 400_000),
    ...fields,
  };
}

export function aState(fields: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 1,
    state: 'success',
    created_at: iso(start - 400_000),
    environment_url: '',
    log_url: 'https://github.com/harbor-goods/checkout-api/actions/runs/7/job/71',
    target_url: '',
    ...fields,
  };
}
