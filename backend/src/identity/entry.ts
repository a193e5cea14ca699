import type { Config } from '../config/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Authority } from '../platform/http/authorise.ts';
import type { Server } from '../platform/http/server.ts';
import type { Log } from '../platform/log/open-log.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import type { Attempts } from './attempts.ts';
import type { IdentityContext } from './context.ts';
import type { Mail } from './mail.ts';
import type { Listener } from './stream-access.ts';

export interface IdentityParts {
  readonly config: Config;
  readonly database: Database;
  readonly sealing: Sealing;
  /** The door for addresses that the operator configured. */
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly now: () => number;
  /** Who listens to the stream now. */
  readonly listeners: () => readonly Listener[];
}

/** Who may come in: everybody at this machine, or who signs in. */
export interface Entry {
  readonly authority: Authority;
  forget(): void;
  mount(app: Server): void;
}

export interface EntryTools {
  readonly context: IdentityContext;
  readonly attempts: Attempts;
  readonly mail: Mail | undefined;
}
