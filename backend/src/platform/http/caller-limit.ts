import type { Caller } from './caller.ts';
import type { RateLimit, RateLimits } from './rate-limit.ts';

/** Counts a request for the account or key behind it; whoever is the machine itself is counted by address alone. */
export function takeFor(
  caller: Caller | undefined,
  limits: RateLimits,
  now: number,
): { readonly limit: RateLimit; readonly waitMs: number } {
  if (!caller || caller.kind === 'loopback') return { limit: limits.address, waitMs: 0 };
  const limit = caller.kind === 'key' ? limits.key : limits.account;
  return { limit, waitMs: limit.take(caller.id, now) };
}
