import type { Caller } from '../platform/http/caller.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { SourceActions } from '../sources/source-actions.ts';
import type { Executor } from './executor.ts';
import type { Sql } from './store.ts';

/** What stands in the audit log about a step. */
export interface Recorded {
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, string | null>>;
}

/** Whoever proposes or decides, and the record of it. */
export interface Doer {
  readonly caller: Caller;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(step: Recorded, work: (tx: Sql) => Promise<Result>): Promise<Result>;
}

export interface ActionContext {
  readonly database: Sql;
  readonly workspace: string;
  readonly now: () => number;
  /** Of what is watched now. */
  event(id: string): Promise<StoredEvent | undefined>;
  run(runId: string): Promise<StoredEvent | undefined>;
  /** What may be done through a connection; undefined when it can only be watched. */
  actions(connectionId: string): SourceActions | undefined;
  /** Whether changes to production need two people. */
  readonly twoPeople: boolean;
  readonly executor: Pick<Executor, 'start' | 'holder'>;
  /** Called after an action has changed. */
  changed(): void;
}
