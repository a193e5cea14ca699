import type { DeployRule, DeployRuleSet } from '@smartops/contract';
import type { Judged } from '../pipelines/derived/judge-runs.ts';
import type { Database } from '../platform/database/database.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Counted } from '../sources/source.ts';

export type Sql = Pick<Database['sql'], 'execute' | 'transaction'>;

/** Whoever saves, and the record of it. */
export interface Doer {
  readonly name: string;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(
    step: {
      readonly action: string;
      readonly target: string;
      readonly detail: Readonly<Record<string, number | readonly string[]>>;
    },
    work: (tx: Pick<Sql, 'execute'>) => Promise<Result>,
  ): Promise<Result>;
}

/** What every verb about the deploy rules works with. */
export interface DeployRuleContext {
  readonly database: Sql;
  readonly workspace: string;
  readonly now: () => number;
  /** Those that runs can come from. */
  readonly connections: readonly string[];
  readonly defaults: DeployRuleSet['defaults'];
  ownDeployments(): Promise<string[]>;
  countsAs(run: StoredEvent, rules: readonly DeployRule[]): Counted | undefined;
  /** Writes down what runs of one connection are, and what follows from that. */
  apply(tx: Parameters<Parameters<Sql['transaction']>[0]>[0], judged: readonly Judged[]): Promise<void>;
}

export const isoOf = (at: number) => new Date(at).toISOString();
