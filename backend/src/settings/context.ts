import type { Standings, Wish } from '../alerts/rules/default-thresholds.ts';
import type { Config, ConnectionSeed, DemoCloud } from '../config/index.ts';
import type { SwitchPlan } from '../notify/switch-channels.ts';
import type { SwitchStanding, SwitchWishes } from '../notify/switches.ts';
import type { Database } from '../platform/database/database.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import type { Connection } from '../sources/source.ts';

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

export interface Stamp {
  readonly by: string;
  readonly at: number;
}

/** What a save changed in another room, and what brings it back. */
export interface Trace {
  readonly subject: string;
  /** The one it became. */
  readonly version: number;
  readonly before: unknown;
}

/** Something for another room to do in the transaction of a save. Throws ConflictError when somebody was faster. */
export type Deed = (tx: Sql, stamp: Stamp) => Promise<readonly Trace[]>;

/** A room that keeps for itself what is chosen here. `takeBack` throws ConflictError when it was changed since. */
interface Keeper {
  takeBack(trace: Trace): Promise<Deed>;
}

/** The thresholds stand in rules. */
export interface ThresholdPort extends Keeper {
  read(): Promise<Standings>;
  write(wishes: readonly Wish[]): Deed;
}

/** The switches of notifications are those of channels. */
export interface ChannelPort extends Keeper {
  read(): Promise<SwitchStanding>;
  plan(wishes: SwitchWishes): Promise<Omit<SwitchPlan, 'deed'> & { readonly deed: Deed | undefined }>;
}

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
  readonly thresholds: ThresholdPort;
  readonly channels: ChannelPort;
  /** Called after a save; resolves when the program goes by it. */
  changed(): Promise<void>;
}
