export interface RateLimit {
  /** Counts one request. Milliseconds to wait, or 0 when it may pass. */
  take(address: string, now: number): number;
}

const windowMs = 60_000;

/** So many requests per client and minute. Counts live until the minute is over, so memory is bounded by it. */
export function createRateLimit(perMinute: number): RateLimit {
  const counts = new Map<string, number>();
  let endsAt = 0;
  return {
    take(address, now) {
      if (now >= endsAt) {
        counts.clear();
        endsAt = now + windowMs;
      }
      const client = clientOf(address);
      const count = (counts.get(client) ?? 0) + 1;
      counts.set(client, count);
      return count > perMinute ? endsAt - now : 0;
    },
  };
}

/** An IPv6 host owns a whole /64 and would otherwise be as many clients as it likes. */
export function clientOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const rest = tail.split(':');
    while (groups.length + rest.length < 8) groups.push('0');
    groups.push(...rest);
  }
  return groups.slice(0, 4).join(':');
}
