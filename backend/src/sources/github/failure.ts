import { type PartProblem, SourceError } from '../source.ts';

export function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  throw error;
}

export function toProblem(part: string, { reason, message, fix }: SourceError): PartProblem {
  return { part, reason, message, fix: fix ?? null };
}

/** What a call was about, so that its failure can be explained. */
export interface Asked {
  readonly host: string;
  /** What proves who asks. */
  readonly by: 'token' | 'app';
  /** `owner/name`. */
  readonly repository: string;
  /** The permission it needs, as GitHub's token page names it: `Actions: read`. */
  readonly permission: string;
}

/** The part of Octokit's RequestError that tells what happened. */
export interface HttpFailure {
  readonly status: number;
  readonly message: string;
  readonly cause?: unknown;
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> } | undefined;
}

export function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error;
}

/** Explains why GitHub did not answer. Pure but for `now`, epoch ms. */
export function toSourceError(error: unknown, asked: Asked, now: number): SourceError {
  if (error instanceof SourceError) return error;
  if (isHttpFailure(error) && error.response) return refused(error, asked, now);
  const cause = isHttpFailure(error) ? (error.cause ?? error) : error;
  return new SourceError('unreachable', unreachable(cause, asked.host), { cause });
}

function unreachable(cause: unknown, host: string): string {
  if (cause instanceof Error && 'reason' in cause) return cause.message;
  return `No answer from ${host}`;
}

function refused(error: HttpFailure, asked: Asked, now: number): SourceError {
  const retryAt = retryAtOf(error, now);
  if (retryAt !== undefined) return rateLimited(asked.host, retryAt);
  const { repository, host, by } = asked;
  switch (error.status) {
    case 401:
      return unauthorized(asked);
    case 403:
      return forbidden(error, asked);
    case 404:
      return new SourceError('forbidden', `${host} shows this ${by} no repository ${repository}`, {
        fix: `Check the name (it may be renamed or deleted), or give the ${by} access to ${repository}`,
      });
    default:
      return error.status >= 500
        ? new SourceError('unreachable', `${host} answered ${error.status}`)
        : new SourceError('malformed', `${host} answered ${error.status} about ${repository}`);
  }
}

function unauthorized({ host, by }: Asked): SourceError {
  if (by === 'app')
    return new SourceError('unauthorized', `${host} no longer accepts the app's token`, {
      fix: 'Look whether the app is still installed and not suspended; a new token is asked for by itself',
    });
  return new SourceError(
    'unauthorized',
    `${host} does not accept the token: it is wrong, expired or revoked`,
    { fix: 'Create a new token and set it as GITHUB_TOKEN' },
  );
}

export function rateLimited(host: string, retryAt: number): SourceError {
  return new SourceError('rate-limited', `The request quota of the token at ${host} is used up`, {
    retryAt,
    fix: 'Watch fewer repositories, or raise GITHUB_INTERVAL_SECONDS',
  });
}

/** Epoch ms from which GitHub will answer again; undefined when it is no rate limit. */
export function retryAtOf(error: HttpFailure, now: number): number | undefined {
  if (error.status !== 403 && error.status !== 429) return undefined;
  const headers = error.response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if (retryAfter > 0) return now + retryAfter * 1_000;
  // GitHub says 403, not 429, when the hourly quota is used up.
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000;
    return reset > now ? reset + 1_000 : now + 60_000;
  }
  const isSecondary = /secondary rate|abuse detection/i.test(error.message);
  return error.status === 429 || isSecondary ? now + 60_000 : undefined;
}

function forbidden(
  { response, message }: HttpFailure,
  { host, by, repository, permission }: Asked,
): SourceError {
  const headers = response?.headers ?? {};
  const sso = /url=(\S+)/.exec(String(headers['x-github-sso'] ?? ''))?.[1];
  if (sso)
    return new SourceError('forbidden', `The token is not authorised for single sign-on of ${repository}`, {
      fix: `Authorise it at ${sso}`,
    });
  if (/ip allow list/i.test(message))
    return new SourceError(
      'forbidden',
      `The organisation of ${repository} does not allow this machine's IP address`,
      {
        fix: "Add the machine's address to the organisation's IP allow list",
      },
    );
  const needed = acceptedPermission(headers['x-accepted-github-permissions']) ?? permission;
  return new SourceError('forbidden', `${host} refuses: the ${by} lacks "${needed}" on ${repository}`, {
    fix:
      by === 'app'
        ? `Give the app "${needed}" in its settings, and accept that at ${repository.split('/')[0]}`
        : `Give the token "${needed}" on ${repository} (a classic token: the scope repo)`,
  });
}

/** `actions=read; metadata=read` as the token page has it: `Actions: read`. */
function acceptedPermission(header: string | number | undefined): string | undefined {
  const [, name, level] = /^\s*([a-z_]+)=([a-z]+)/.exec(String(header ?? '')) ?? [];
  if (!name || !level) return undefined;
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}: ${level}`;
}
