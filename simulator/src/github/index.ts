import { createHash } from 'node:crypto';
import type { Incoming, Part, Reply } from '../http/exchange.ts';
import { requestId } from '../http/request-ids.ts';
import type { GitHub } from './github.ts';
import { readBlob } from './rest/blobs.ts';
import { type Answer, type Call, GitHubError, notFound } from './rest/call.ts';
import { allows } from './rest/caller.ts';
import { quotaHeaders } from './rest/quota.ts';
import { errorReply, exhausted, type Headers, refusalReply } from './rest/refusals.ts';
import { type Match, match } from './rest/routes.ts';

/** GitHub's REST API below `/api/v3`, as far as Actions and Deployments go, and the storage of its logs. */
export function githubPart(github: GitHub): Part {
  const { world } = github;
  return {
    name: (incoming) => `github.${nameOf(incoming)}`,
    answer: (incoming) => (isBlob(incoming) ? readBlob(github, incoming) : answer(github, incoming)),
    refuse(incoming, refusal, status) {
      const headers = headersOf(github, incoming, match(incoming));
      return refusalReply(refusal, status, headers, world.now());
    },
  };
}

const isBlob = ({ path }: Incoming) => path.startsWith('/_blob/');

function nameOf(incoming: Incoming): string {
  return isBlob(incoming) ? 'blob' : (match(incoming)?.route.name ?? 'unknown');
}

function answer(github: GitHub, incoming: Incoming): Reply {
  const { world, quotas } = github;
  const found = match(incoming);
  const token = tokenOf(incoming);
  try {
    if (token === '') throw new GitHubError(401, 'Bad credentials');
    if (!found) throw notFound();
    if (!isFree(found) && quotas.read(token, world.now()).remaining === 0)
      return exhausted(headersOf(github, incoming, found));
    if (token !== undefined && !allows(token, found.route.permission))
      throw new GitHubError(403, 'Resource not accessible by personal access token');
    const given = found.route.answer(callOf(github, incoming, found), quotas);
    const tag = etagOf(given);
    if (tag.isKnown(incoming))
      return { status: 304, headers: { ...headersOf(github, incoming, found), etag: tag.etag }, body: '' };
    if (!isFree(found)) quotas.spend(token, world.now());
    return toReply(given, tag, headersOf(github, incoming, found));
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.status !== 401 && !quotas.spend(token, world.now()))
      return exhausted(headersOf(github, incoming, found));
    return errorReply(error, headersOf(github, incoming, found), found?.route);
  }
}

const isFree = ({ route }: Match) => route.name === 'rateLimit.get';

/** Undefined without one; empty when the header holds none. */
function tokenOf({ headers }: Incoming): string | undefined {
  const header = headers.authorization;
  if (header === undefined) return undefined;
  return /^(?:bearer|token|basic)\s+(\S+)\s*$/i.exec(header)?.[1] ?? '';
}

function callOf({ world, book, deeds, hooks }: GitHub, incoming: Incoming, { params }: Match): Call {
  const origin = `http://${incoming.headers.host ?? 'localhost'}`;
  const token = tokenOf(incoming);
  return {
    incoming,
    world,
    book,
    deeds,
    hooks,
    now: world.now(),
    origin,
    api: `${origin}/api/v3`,
    token,
    params,
  };
}

interface Tag {
  readonly text: string;
  readonly etag: string;
  isKnown(incoming: Incoming): boolean;
}

function etagOf({ body, status = 200 }: Answer): Tag {
  const text = body === '' ? '' : JSON.stringify(body);
  const etag = `W/"${createHash('sha256').update(text).digest('hex')}"`;
  const strong = etag.slice(2);
  return {
    text,
    etag,
    isKnown({ method, headers }) {
      const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
      return method === 'GET' && status === 200 && (known.includes(strong) || known.includes('*'));
    },
  };
}

function toReply({ status = 200, headers = {} }: Answer, { text, etag }: Tag, common: Headers): Reply {
  const isJson = text !== '';
  const type = isJson ? 'application/json; charset=utf-8' : 'text/html;charset=utf-8';
  return {
    status,
    headers: { ...common, 'content-type': type, ...(status === 200 && { etag }), ...headers },
    body: text,
  };
}

function headersOf({ quotas, world }: GitHub, incoming: Incoming, found: Match | undefined): Headers {
  const token = tokenOf(incoming);
  return {
    'cache-control': token ? 'private, max-age=60, s-maxage=60' : 'public, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, Accept-Encoding, Accept, X-Requested-With',
    'x-github-api-version-selected': String(incoming.headers['x-github-api-version'] ?? '2022-11-28'),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': requestId().slice(0, 24).toUpperCase().replaceAll('-', ':'),
    ...(found && { 'x-accepted-github-permissions': found.route.permission }),
    ...quotaHeaders(quotas.read(token || undefined, world.now())),
  };
}
