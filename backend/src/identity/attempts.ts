import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { clientOf } from '../platform/http/rate-limit.ts';
import { hashOf } from './token.ts';

/** Counts tries to come in, for all replicas together. */
export interface Attempts {
  /** Counts one try before anything is computed for it. Milliseconds to wait, or 0 when it may go on. */
  take(from: Try): Promise<number>;
  /** It was no guess: that try is taken back from the address, and the account begins anew. */
  succeeded(from: Try): Promise<void>;
}

export interface Try {
  readonly address: string;
  readonly account?: string | undefined;
}

/** The minute begins with the first try, so any 60 seconds hold at most twice as many. */
const perMinute = { address: 9, account: 6 };

export function createAttempts(pool: Pool): Attempts {
  const limiter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix,
      points,
      duration: 60,
      // Once over the limit a flood is answered from memory.
      inMemoryBlockOnConsumed: points + 1,
    });
  const addresses = limiter('sign-in-address', perMinute.address);
  const accounts = limiter('sign-in-account', perMinute.account);
  return {
    async take({ address, account }) {
      const byAddress = await consume(addresses, clientOf(address));
      if (byAddress > 0 || account === undefined) return byAddress;
      return consume(accounts, keyOf(account));
    },
    async succeeded({ address, account }) {
      await addresses.reward(clientOf(address));
      if (account !== undefined) await accounts.delete(keyOf(account));
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
