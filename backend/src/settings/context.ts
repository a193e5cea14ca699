import type { ThresholdName } from '@smartops/contract';
import type { Config, ConnectionSeed, DemoCloud } from '../config/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import type { Connection } from '../sources/source.ts';
import type { GeneralDocument } from './documents.ts';

export type Sql = Pick<Database['sql'], 'execute' | 'transaction'>;

/** What stands in the audit log about a step. */
export interface Recorded {
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, string | null>>;
}

/** Whoever changes something, and the record of it. */
export interface Doer {
  readonly name: string;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(step: Recorded, work: (tx: Sql) => Promise<Result>): Promise<Result>;
}

export type Thresholds = Readonly<Record<ThresholdName, number>>;

export interface SettingsContext {
  readonly database: Sql;
  readonly workspace: string;
  readonly sealing: Sealing;
  readonly config: Pick<Config, 'env' | 'given' | 'thresholds' | 'connections'>;
  readonly now: () => number;
  /** The practice cloud, when it runs. */
  demo(): DemoCloud | undefined;
  /** A connection that nobody watches yet, to be tried. Nothing it says holds one of its own secrets. */
  open(seed: ConnectionSeed): Connection;
  /** Carries what was chosen to the rooms that keep it themselves, in the transaction that saves it. */
  apply(tx: Sql, chosen: GeneralDocument): Promise<void>;
  /** Called after a save; resolves when the program goes by it. */
  changed(): Promise<void>;
}
