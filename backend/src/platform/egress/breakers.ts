import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import { EgressError, type EgressFailure } from './egress-error.ts';

const failuresToOpen = 5;
const shortestRestMs = 5_000;
const longestRestMs = 60_000;
const mostOrigins = 1_000;

const outages: ReadonlySet<EgressFailure> = new Set(['timeout', 'refused', 'reset', 'dns', 'tls']);

export interface Breakers {
  /** Runs `call` unless its origin failed so often that asking again would only cost time. */
  run<T>(url: URL, call: () => Promise<T>): Promise<T>;
}

interface Breaker {
  readonly policy: CircuitBreakerPolicy;
  lastFailure: string;
}

/** One circuit breaker an origin: open after five outages in a row, then one try after 5 s, 10 s … 60 s. */
export function createBreakers(): Breakers {
  const breakers = new Map<string, Breaker>();
  return {
    async run(url, call) {
      const breaker = breakers.get(url.origin) ?? remember(breakers, url.origin);
      // Without this, callers would queue behind the one try and wait as long as it does.
      if (breaker.policy.state === CircuitState.HalfOpen) throw shut(url, breaker);
      try {
        return await breaker.policy.execute(call);
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw shut(url, breaker);
        if (error instanceof EgressError) breaker.lastFailure = error.message;
        throw error;
      }
    },
  };
}

function remember(breakers: Map<string, Breaker>, origin: string): Breaker {
  const oldest = breakers.keys().next();
  if (breakers.size >= mostOrigins && !oldest.done) breakers.delete(oldest.value);
  const isOutage = handleWhen((error) => error instanceof EgressError && outages.has(error.reason));
  const policy = circuitBreaker(isOutage, {
    breaker: new ConsecutiveBreaker(failuresToOpen),
    halfOpenAfter: new ExponentialBackoff({ initialDelay: shortestRestMs, maxDelay: longestRestMs }),
  });
  const breaker = { policy, lastFailure: '' };
  breakers.set(origin, breaker);
  return breaker;
}

function shut(url: URL, { lastFailure }: Breaker): EgressError {
  return new EgressError(
    'circuit-open',
    `${url.host} failed ${failuresToOpen} times in a row and rests before the next try: ${lastFailure}`,
  );
}
