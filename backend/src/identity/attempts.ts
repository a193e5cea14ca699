import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { clientOf } from '../platform/http/rate-limit.ts';
import { hashOf } from './token.ts';

/** Counts tries to come in, for all replicas together. */
export interface Attempts {
  /** Counts one try before anything is computed for it. Milliseconds to wait, or 0 when it may go on. */
  take(from: { readonly address: string; readonly account?: string | undefined }): Promise<number>;
  /** Somebody came in: what was counted against the account is forgotten, what was counted against the address is not. */
  succeeded(account: string): Promise<void>;
}

const perMinute = { address: 12, account: 6 };

export function createAttempts(pool: Pool, { scale = 1 }: { readonly scale?: number } = {}): Attempts {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points: points * scale,
      duration: 60,
      // Once over the limit a flood is answered from memory.
      inMemoryBlockOnConsumed: points * scale + 1,
    });
  const addresses = limiter('sign-in-address', perMinute.address);
  const accounts = limiter('sign-in-account', perMinute.account);
  return {
    async take({ address, account }) {
      const byAddress = await consume(addresses, clientOf(address));
      if (byAddress > 0 || account === undefined) return byAddress;
      return consume(accounts, keyOf(account));
    },
    async succeeded(account) {
      await accounts.delete(keyOf(account));
    },
  };
}

function keyOf(account: string): string {
  return hashOf(account.trim().toLowerCase());
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(error.msBeforeNext, 1_000);
    throw error;
  }
}
