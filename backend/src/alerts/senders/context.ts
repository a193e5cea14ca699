import type { Database } from '../../platform/database/database.ts';
import type { Asker } from '../../platform/http/serve.ts';
import type { Decision } from '../alert.ts';

export type Sql = Pick<Database['sql'], 'execute' | 'transaction'>;

export interface Recorded {
  readonly action: string;
  readonly target: string;
  readonly detail?: Readonly<Record<string, string | null>>;
}

export interface SenderPorts {
  readonly database: Sql;
  readonly workspace: string;
  readonly now: () => number;
  name(asker: Asker): string;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(asker: Asker, step: Recorded, work: (tx: Sql) => Promise<Result>): Promise<Result>;
  /** Takes decisions down the path of every other alert: judge, group, tell. */
  ingest(connectionId: string, decisions: readonly Decision[]): Promise<void>;
}
