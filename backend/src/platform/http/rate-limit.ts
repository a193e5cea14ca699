/** Whose requests are counted: a network address, a person's account, an API key. */
export type CallerKind = 'address' | 'account' | 'key';

export interface RateLimit {
  readonly kind: CallerKind;
  readonly perMinute: number;
  /** Counts one request. Milliseconds to wait, or 0 when it may pass. */
  take(id: string, now: number): number;
  /** Who made at least `share` of what is allowed and came since the last settlement, for counting between replicas. */
  busy(share: number, now: number): readonly (readonly [id: string, count: Count])[];
}

/** One caller in one minute. */
export interface Count {
  used: number;
  /** Of these, not yet told to the other replicas. */
  fresh: number;
  endsAt: number;
}

export type RateLimits = Readonly<Record<CallerKind, RateLimit>>;

const windowMs = 60_000;
/** More callers than this in one minute are an attack; the oldest are forgotten rather than memory filled. */
const mostCallers = 50_000;

/** The limits of one process, the same number for every kind. */
export function createRateLimits(perMinute: number): RateLimits {
  return {
    address: createRateLimit('address', perMinute),
    account: createRateLimit('account', perMinute),
    key: createRateLimit('key', perMinute),
  };
}

/** So many requests per caller and minute, which begins with the caller's first. */
export function createRateLimit(kind: CallerKind, perMinute: number): RateLimit {
  const counts = new Map<string, Count>();
  let sweepAt = 0;
  const sweep = (now: number) => {
    sweepAt = now + windowMs;
    for (const [id, { endsAt }] of counts) if (endsAt <= now) counts.delete(id);
  };
  const begin = (id: string, now: number): Count => {
    if (now >= sweepAt) sweep(now);
    const oldest = counts.keys().next();
    if (counts.size >= mostCallers && !oldest.done) counts.delete(oldest.value);
    const count = { used: 0, fresh: 0, endsAt: now + windowMs };
    counts.set(id, count);
    return count;
  };
  return {
    kind,
    perMinute,
    take(caller, now) {
      const id = kind === 'address' ? clientOf(caller) : caller;
      const known = counts.get(id);
      const count = known && now < known.endsAt ? known : begin(id, now);
      count.used++;
      count.fresh++;
      return count.used > perMinute ? count.endsAt - now : 0;
    },
    busy: (share, now) =>
      [...counts].filter(
        ([, { used, fresh, endsAt }]) => fresh > 0 && used >= share * perMinute && endsAt > now,
      ),
  };
}

/**
 * Who stands behind an address. An IPv6 host owns a whole /64 and would otherwise be as many clients as it likes; some
 * proxies add the port, another one for each connection.
 */
export function clientOf(address: string): string {
  if (!address.includes(':')) return address;
  const [, inBrackets = address] = /^\[(.+)\](?::\d+)?$/.exec(address) ?? [];
  const [, v4] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(inBrackets) ?? [];
  return v4 ?? networkOf(inBrackets);
}

function networkOf(v6: string): string {
  const [head = '', tail] = v6.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return groups.slice(0, 4).join(':');
}
