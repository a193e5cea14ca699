import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Caller } from '../../platform/http/caller.ts';
import type { Tx } from './facts-store.ts';
import type { Locks } from './locks.ts';
import type { Watching } from './shown.ts';

/** What stands in the audit log about a step. */
export interface Recorded {
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, string | null>>;
}

/** Whoever changes rules, and the record of it. */
export interface Doer {
  readonly caller: Caller;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(step: Recorded, work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

/** What every verb on rules works with. */
export interface RuleContext {
  readonly database: Pick<NodePgDatabase, 'execute'>;
  readonly workspace: string;
  readonly now: () => number;
  /** The limits that the environment sets. */
  readonly locks: Locks;
  /** The connections that are watched. */
  readonly watching: readonly Watching[];
  /** Called after rules have changed. */
  changed(): void;
}
