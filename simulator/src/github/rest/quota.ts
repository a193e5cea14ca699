import { HOUR, SECOND } from '../../world/world.ts';

const withToken = 5_000;
const anonymous = 60;

export interface Quota {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Epoch seconds. */
  readonly reset: number;
}

/** How many requests each token has made in its hour; the one thing GitHub's imitation remembers. */
export interface Quotas {
  read(token: string | undefined, now: number): Quota;
  /** Counts one request. False when there was none left. */
  spend(token: string | undefined, now: number): boolean;
}

export function createQuotas(): Quotas {
  const hours = new Map<string, { startedAt: number; used: number }>();
  function hourOf(token: string | undefined, now: number) {
    const key = token ?? '';
    const known = hours.get(key);
    if (known && now >= known.startedAt && now < known.startedAt + HOUR) return known;
    const fresh = { startedAt: now, used: 0 };
    hours.set(key, fresh);
    return fresh;
  }
  const limitOf = (token: string | undefined) => (token === undefined ? anonymous : withToken);
  return {
    read(token, now) {
      const { startedAt, used } = hourOf(token, now);
      const limit = limitOf(token);
      return { limit, used, remaining: limit - used, reset: Math.ceil((startedAt + HOUR) / SECOND) };
    },
    spend(token, now) {
      const hour = hourOf(token, now);
      if (hour.used >= limitOf(token)) return false;
      hour.used += 1;
      return true;
    },
  };
}

export function quotaHeaders({ limit, used, remaining, reset }: Quota): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  };
}
