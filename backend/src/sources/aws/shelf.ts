import { SourceError } from '../source.ts';

/** What a call brought: fresh or still fresh enough, or why not, with what it brought before. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: SourceError; readonly last: { readonly value: T } | undefined };

interface Kept {
  readonly reading: Reading<unknown>;
  /** Epoch ms until which it stands. */
  readonly until: number;
}

const failureStandsMs: Readonly<Record<SourceError['reason'], number>> = {
  unauthorized: 30_000,
  forbidden: 60_000,
  'rate-limited': 60_000,
  unreachable: 45_000,
  malformed: 45_000,
};

/** Answers that are kept for a while, each on its own, so that one that fails spoils no other. */
export class Shelf {
  private readonly kept = new Map<string, Kept>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** The kept answer, or a new one by `ask`, which may throw SourceError only. */
  async read<T>(key: string, forMs: number, ask: () => Promise<T>): Promise<Reading<T>> {
    const kept = this.kept.get(key);
    const before = kept?.reading as Reading<T> | undefined;
    if (kept && before && this.now() < kept.until) return before;
    const last = before?.ok ? { value: before.value } : before?.last;
    const reading = await ask().then(
      (value): Reading<T> => ({ ok: true, value }),
      (error: unknown): Reading<T> => ({ ok: false, error: asSourceError(error), last }),
    );
    const standsMs = reading.ok ? forMs : failureStandsMs[reading.error.reason];
    this.kept.set(key, { reading, until: Math.max(this.now() + standsMs, retryAt(reading)) });
    return reading;
  }
}

/** What is known, be it from before; for what may be a little old. */
export function lastKnown<T>(reading: Reading<T>): T | undefined {
  return reading.ok ? reading.value : reading.last?.value;
}

function retryAt(reading: Reading<unknown>): number {
  return reading.ok ? 0 : (reading.error.retryAt ?? 0);
}

export function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError('malformed', 'An answer of AWS was not what it should be', { cause: error });
}
