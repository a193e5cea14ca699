import type { z } from 'zod';
import type { SourceTools } from '../source.ts';
import { type Answer, createEtagCache, type EtagCache, type Page } from './etag-cache.ts';
import { type Asked, isHttpFailure, toSourceError } from './failure.ts';
import { type Octokit, openOctokit } from './open-octokit.ts';
import { guardQuota, type QuotaGuard } from './quota.ts';
import type { GitHubConfig } from './schema.ts';

/** A way to GitHub, with what is remembered between calls: ETags and the quota. */
export interface Client {
  readonly config: GitHubConfig;
  readonly tools: SourceTools;
  readonly cache: EtagCache;
  readonly quota: QuotaGuard;
  readonly octokit: () => Promise<Octokit>;
  /** What proves who asks is not accepted any more: it is made anew. */
  readonly signInAgain: () => void;
}

export interface What<T> {
  /** None for what is asked about the owner. */
  readonly repo?: string;
  /** Unique in the repository. */
  readonly key: string;
  /** Never asked again, so its answer is not kept. */
  readonly once?: boolean;
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
    opened ??= openOctokit(config, tools).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const signInAgain = () => {
    opened = undefined;
  };
  const quota = guardQuota(new URL(config.apiUrl).host, tools.now);
  return { config, tools, cache: createEtagCache(), quota, octokit, signInAgain };
}

export function aboutRepository({ config }: Client, repo: string, permission: string): Asked {
  return {
    host: new URL(config.apiUrl).host,
    by: config.app ? 'app' : 'token',
    repository: repo ? `${config.owner}/${repo}` : config.owner,
    permission,
  };
}

/** One conditional call. Throws SourceError. */
export async function read<T>(
  client: Client,
  { repo = '', key, once = false, schema, permission, signal, ifGone }: What<T>,
  call: (octokit: Octokit, common: Common) => Promise<Answer>,
): Promise<Page<T>> {
  const { config, tools, cache, quota } = client;
  try {
    const octokit = await client.octokit();
    const memory = once ? createEtagCache() : cache;
    return await memory.read(`${repo} ${key}`, schema, (headers) =>
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
    if (isHttpFailure(error) && error.status === 401) client.signInAgain();
    if (ifGone && isHttpFailure(error) && (error.status === 404 || error.status === 410)) return ifGone;
    throw toSourceError(error, aboutRepository(client, repo, permission), tools.now());
  }
}
