import type { Answer } from './etag-cache.ts';
import { isHttpFailure, rateLimited, retryAtOf } from './failure.ts';

export interface QuotaGuard {
  /** One call. Throws what it throws, and SourceError `rate-limited` without calling while GitHub wants none. */
  ask<A extends Answer>(call: () => Promise<A>): Promise<A>;
  /** Requests left in this hour, as last heard. */
  remaining(): number | undefined;
  /** Of a classic token, as last heard. */
  scopes(): readonly string[] | undefined;
}

/** Hears how much quota is left, and keeps still after a rate limit: asking on would earn a longer one. */
export function guardQuota(host: string, now: () => number): QuotaGuard {
  let remaining: number | undefined;
  let scopes: readonly string[] | undefined;
  let resetAt: unknown;
  let blockedUntil = 0;

  function hear({ headers }: Pick<Answer, 'headers'>): void {
    const named = headers['x-oauth-scopes'];
    if (named !== undefined) scopes = String(named).split(/,\s*/);
    const left = headers['x-ratelimit-remaining'];
    if (left === undefined) return;
    // Answers overtake each other: within one hour the lowest count is the latest.
    const isSameHour = resetAt === headers['x-ratelimit-reset'];
    remaining = Math.min(Number(left), isSameHour ? (remaining ?? Infinity) : Infinity);
    resetAt = headers['x-ratelimit-reset'];
  }
  return {
    remaining: () => remaining,
    scopes: () => scopes,
    async ask(call) {
      if (now() < blockedUntil) throw rateLimited(host, blockedUntil);
      try {
        const answer = await call();
        hear(answer);
        return answer;
      } catch (error) {
        if (isHttpFailure(error)) {
          if (error.response) hear(error.response);
          blockedUntil = retryAtOf(error, now()) ?? blockedUntil;
        }
        throw error;
      }
    },
  };
}
