import type { z } from 'zod';
import type { SourceTools } from '../source.ts';
import { type Answer, createEtagCache, type EtagCache, type Page } from './etag-cache.ts';
import { type Asked, isHttpFailure, toSourceError } from './failure.ts';
import { guardQuota, type QuotaGuard } from './quota.ts';
import type { GitHubConfig } from './schema.ts';

export type Octokit = Awaited<ReturnType<typeof openOctokit>>;

/** A way to GitHub, with what is remembered between calls: ETags and the quota. */
export interface Client {
  readonly config: GitHubConfig;
  readonly tools: SourceTools;
  readonly cache: EtagCache;
  readonly quota: QuotaGuard;
  readonly octokit: () => Promise<Octokit>;
}

export interface What<T> {
  /** None for what is asked about the owner. */
  readonly repo?: string;
  /** Unique in the repository. */
  readonly key: string;
  readonly schema: z.ZodType<T>;
  /** As GitHub's token page names it. */
  readonly permission: string;
  readonly signal: AbortSignal;
  /** The answer when GitHub no longer has it; without one that is an error. */
  readonly ifGone?: Page<T>;
}

/** What goes into every call. */
export interface Common {
  readonly owner: string;
  readonly repo: string;
  readonly headers: Record<string, string>;
  readonly request: { readonly signal: AbortSignal };
}

export function openClient(config: GitHubConfig, tools: SourceTools): Client {
  let opened: Promise<Octokit> | undefined;
  const octokit = () => {
    opened ??= openOctokit(config, tools);
    return opened;
  };
  const quota = guardQuota(new URL(config.apiUrl).host, tools.now);
  return { config, tools, cache: createEtagCache(), quota, octokit };
}

export function aboutRepository({ config }: Client, repo: string, permission: string): Asked {
  return {
    host: new URL(config.apiUrl).host,
    repository: repo ? `${config.owner}/${repo}` : config.owner,
    permission,
  };
}

/** One conditional call. Throws SourceError. */
export async function read<T>(
  client: Client,
  { repo = '', key, schema, permission, signal, ifGone }: What<T>,
  call: (octokit: Octokit, common: Common) => Promise<Answer>,
): Promise<Page<T>> {
  const { config, tools, cache, quota } = client;
  try {
    const octokit = await client.octokit();
    return await cache.read(`${repo} ${key}`, schema, (headers) =>
      quota.ask(() =>
        call(octokit, {
          owner: config.owner,
          repo,
          headers: { ...headers, 'x-github-api-version': '2022-11-28' },
          request: { signal },
        }),
      ),
    );
  } catch (error) {
    if (ifGone && isHttpFailure(error) && (error.status === 404 || error.status === 410)) return ifGone;
    throw toSourceError(error, aboutRepository(client, repo, permission), tools.now());
  }
}

async function openOctokit(config: GitHubConfig, tools: SourceTools) {
  const [{ Octokit }, { restEndpointMethods }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-rest-endpoint-methods'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const giveUp = () => false;
  const GitHub = Octokit.plugin(restEndpointMethods, retry, throttling);
  return new GitHub({
    auth: config.token,
    baseUrl: config.apiUrl.replace(/\/+$/, ''),
    userAgent: 'SmartOpsAgent',
    log: silent,
    request: { fetch: tools.fetch, log: silent },
    // The collector asks again soon anyway; waiting here would hold up everything else it does.
    retry: {
      retries: 1,
      retryAfterBaseValue: 250,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: { id: tools.connectionId, onRateLimit: giveUp, onSecondaryRateLimit: giveUp },
  });
}
