import type { Caller } from '../platform/http/caller.ts';
import type { Ways } from './channel.ts';
import type { EnvironmentChannels, Secrets } from './channels-at-hand.ts';
import type { DeliverContext } from './deliver.ts';
import type { Notifier } from './notifier.ts';
import type { Sql } from './sql.ts';

/** Whoever changes something, and the record of it. */
export interface Doer {
  readonly caller: Caller;
  /** Does something with its audit row in the same transaction; an AppError is recorded as a refusal. */
  privileged<Result>(
    step: {
      readonly action: string;
      readonly target: string;
      readonly detail: Readonly<Record<string, string | number | boolean | null>>;
    },
    work: (tx: Sql) => Promise<Result>,
  ): Promise<Result>;
}

export interface NotifyContext extends DeliverContext {
  readonly database: Sql;
  readonly ways: Ways;
  readonly environment: EnvironmentChannels;
  readonly secrets: Secrets;
  readonly notifier: Pick<Notifier, 'wake'>;
}
