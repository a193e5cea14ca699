import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Caller } from '../platform/http/caller.ts';
import type { AlertChange } from './alert.ts';

export type Transactional = Pick<NodePgDatabase, 'execute' | 'transaction'>;

/** What stands in the audit log about a step. */
export interface Recorded {
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, string | null>>;
}

/** Whoever does something, and the record of it. */
export interface Doer {
  readonly caller: Caller;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(step: Recorded, work: (tx: Transactional) => Promise<Result>): Promise<Result>;
}

export interface AlertContext {
  readonly database: Transactional;
  readonly workspace: string;
  readonly now: () => number;
  /** Who may own an alert, by id. */
  member(id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
  /** Whether a connection is a sender: what it reported no rule of ours ends. */
  isSender(connectionId: string): boolean;
  /** What else follows from changes, in their transaction: incidents, and whom to tell. */
  follow(tx: Transactional, changes: readonly AlertChange[]): Promise<void>;
  /** Called after alerts or silences have changed. */
  changed(): void;
}
