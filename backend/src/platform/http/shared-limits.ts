import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Count, RateLimit, RateLimits } from './rate-limit.ts';

export interface SharingOptions {
  /** Runs one statement on the database that the replicas share. */
  readonly query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
  readonly limits: RateLimits;
  /** The clock that the limits are asked with. */
  readonly now?: () => number;
  readonly everyMs?: number;
}

export interface SharedLimits {
  /** Adds what was counted here to the database, and takes over what the others counted. Never throws. */
  settle(): Promise<void>;
  close(): void;
}

/** Who used less of what is allowed is not worth a row. */
const share = 0.1;
const mostAtOnce = 50;

/**
 * Makes the limits of several replicas one: each counts in memory, so no request waits, and settles with the database
 * every second. While the database is away each replica goes on alone and settles later.
 */
export function shareLimits(options: SharingOptions): SharedLimits {
  const { limits, query, now = () => performance.now(), everyMs = 1_000 } = options;
  const storeClient = { query: ({ text, values }: Statement) => query(text, values) };
  const shared = Object.values(limits).map((limit) => ({ limit, store: storeOf(limit, storeClient) }));
  const settleOne = async (store: RateLimiterPostgres, id: string, count: Count) => {
    const sent = count.fresh;
    count.fresh = 0;
    const customDuration = Math.ceil((count.endsAt - now()) / 1_000);
    try {
      const { consumedPoints, msBeforeNext } = await store.penalty(id, sent, { customDuration });
      count.used = consumedPoints + count.fresh;
      count.endsAt = now() + msBeforeNext;
    } catch {
      count.fresh += sent;
    }
  };
  let settling: Promise<unknown> | undefined;
  const settle = async () => {
    settling ??= Promise.all(
      shared.flatMap(({ limit, store }) =>
        limit
          .busy(share, now())
          .slice(0, mostAtOnce)
          .map(([id, count]) => settleOne(store, id, count)),
      ),
    );
    await settling;
    settling = undefined;
  };
  const timer = setInterval(settle, everyMs).unref();
  return { settle, close: () => clearInterval(timer) };
}

interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

function storeOf({ kind, perMinute }: RateLimit, storeClient: object): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: kind,
    points: perMinute,
    duration: 60,
  });
}
