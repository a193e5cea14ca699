import type { Tx } from './facts-store.ts';

/** Where a replay reads, and who waits for it. */
export interface ReplayPlace {
  readonly database: Tx;
  readonly now: number;
  /** Of those that are watched now. */
  readonly isWatched: (connectionId: string) => boolean;
  readonly signal?: AbortSignal | undefined;
}
