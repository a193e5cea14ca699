import type { Batch, Connection, SourceError } from '../sources/source.ts';
import { collectOnce } from './collect-once.ts';
import { afterBatch, afterFailure, type ConnectionHealth, waitAfterFailure } from './health.ts';
import type { Lease } from './store.ts';

/** One connection with its rhythm. */
export interface Watched {
  readonly id: string;
  readonly source: string;
  readonly everyMs: number;
  readonly connection: Connection;
}

export interface Outcome {
  readonly watched: Watched;
  readonly health: ConnectionHealth;
  /** How late the collect began, and how long it took, in ms. */
  readonly lagMs: number;
  readonly tookMs: number;
  readonly error?: SourceError;
}

/** What the collector needs of the rest; every member may fail without ending it. */
export interface CollectorPorts {
  lease(id: string, now: number, forMs: number): Promise<Lease | undefined>;
  /** Takes a batch in, all or nothing. False when the lease was lost meanwhile. */
  ingest(watched: Watched, lease: Lease, batch: Batch, health: ConnectionHealth): Promise<boolean>;
  fail(watched: Watched, lease: Lease, health: ConnectionHealth): Promise<void>;
  report(outcome: Outcome): void;
  /** A failure of ours, not of a source: the database is away, a bug. */
  trouble(watched: Watched, error: unknown): void;
  readonly now: () => number;
}

const shortestBudgetMs = 30_000;
const troubleWaitMs = 5_000;

/** Looks at each connection on its own rhythm, side by side: a slow one delays nobody else. */
export class Collector {
  private readonly ports: CollectorPorts;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Begins the look that is planned before its time. */
  private readonly waiting = new Map<string, () => void>();
  private readonly again = new Set<string>();
  /** What is watched now, each with what ends a look that goes on. */
  private readonly watched = new Map<string, { readonly one: Watched; readonly end: AbortController }>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(ports: CollectorPorts) {
    this.ports = ports;
  }

  start(watched: readonly Watched[]): void {
    for (const one of watched) this.add(one);
  }

  /** Begins to look at a connection. */
  add(one: Watched): void {
    this.watched.set(one.id, { one, end: new AbortController() });
    this.plan(one, this.ports.now());
  }

  /** Ends looking at a connection: what a look brings that goes on now is not taken in any more. */
  remove(id: string): void {
    this.watched.get(id)?.end.abort();
    this.watched.delete(id);
    clearTimeout(this.timers.get(id));
    for (const plans of [this.timers, this.waiting]) plans.delete(id);
    this.again.delete(id);
  }

  /** Looks at a connection now, or once more after the look that goes on; one that fails keeps its pause. */
  soon(id: string): void {
    const waiting = this.waiting.get(id);
    if (waiting) waiting();
    else this.again.add(id);
  }

  /** Starts nothing new and waits for what runs, at most `withinMs`. */
  async stop(withinMs = 3_000): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref());
    await Promise.race([Promise.all(this.running), timeout]);
  }

  private plan(watched: Watched, at: number): void {
    const { id } = watched;
    if (this.stopped || !this.isWatched(watched)) return;
    const run = (dueAt: number) => {
      this.waiting.delete(id);
      clearTimeout(this.timers.get(id));
      this.run(watched, dueAt);
    };
    this.timers.set(
      id,
      setTimeout(() => run(at), Math.max(0, at - this.ports.now())),
    );
    this.waiting.set(id, () => {
      if (at - this.ports.now() <= watched.everyMs) run(this.ports.now());
    });
    if (this.again.delete(id)) this.soon(id);
  }

  private run(watched: Watched, dueAt: number): void {
    const work = this.look(watched, dueAt)
      .catch((error: unknown) => {
        this.ports.trouble(watched, error);
        return this.ports.now() + troubleWaitMs;
      })
      .then((next) => this.plan(watched, next));
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** One look; returns when to look next. */
  private async look(watched: Watched, dueAt: number): Promise<number> {
    const { now } = this.ports;
    const startedAt = now();
    const budgetMs = Math.max(shortestBudgetMs, watched.everyMs);
    const lease = await this.ports.lease(watched.id, startedAt, budgetMs * 2);
    if (!lease) return startedAt + watched.everyMs;
    const collected = await collectOnce(watched.connection, lease, {
      budgetMs,
      end: this.watched.get(watched.id)?.end.signal,
    });
    if (!this.isWatched(watched)) return now();
    const timing = { lagMs: startedAt - dueAt, tookMs: now() - startedAt };
    if (!collected.ok) return this.failed(watched, lease, collected.error, timing);
    const health = afterBatch(lease.health, collected.batch.problems, now());
    if (await this.ports.ingest(watched, lease, collected.batch, health))
      this.ports.report({ watched, health, ...timing });
    return Math.max(startedAt + watched.everyMs, now());
  }

  /** Whether it is still the one: another may have its id by now. */
  private isWatched(watched: Watched): boolean {
    return this.watched.get(watched.id)?.one === watched;
  }

  private async failed(
    watched: Watched,
    lease: Lease,
    error: SourceError,
    timing: Pick<Outcome, 'lagMs' | 'tookMs'>,
  ): Promise<number> {
    const now = this.ports.now();
    const retryAt = now + waitAfterFailure(watched.everyMs, lease.health.failures, error, now);
    const health = afterFailure(lease.health, error, { now, retryAt });
    await this.ports.fail(watched, lease, health);
    this.ports.report({ watched, health, error, ...timing });
    return retryAt;
  }
}
