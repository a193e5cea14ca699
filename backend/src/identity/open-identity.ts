import type { IncomingMessage } from 'node:http';
import type { Member } from '@smartops/contract';
import type { Config } from '../config/index.ts';
import type { Authority } from '../platform/http/authorise.ts';
import type { Caller } from '../platform/http/caller.ts';
import type { Asker } from '../platform/http/serve.ts';
import type { Server } from '../platform/http/server.ts';
import { createAttempts } from './attempts.ts';
import type { Attempt } from './audit/attempt.ts';
import { auditStore } from './audit/store.ts';
import { auditRoutes } from './audit-routes.ts';
import { loopbackAuthority } from './authority.ts';
import { doerOf, type IdentityContext, privileged, type Sql, type Step } from './context.ts';
import type { Entry, IdentityParts } from './entry.ts';
import { offerFirstRun } from './first-run.ts';
import { openMail } from './mail.ts';
import { memberStore } from './member-store.ts';
import { openSignInRoom } from './open-sign-in.ts';
import { createRefusals } from './refusals.ts';
import { identityRoutes } from './routes.ts';
import { identifyListener, reviewListeners } from './stream-access.ts';
import { workspaceStore } from './workspace-store.ts';

export interface Identity {
  readonly authority: Authority;
  /** Makes the administrator, once; undefined when there is one. */
  readonly firstRunToken: string | undefined;
  /** Does one privileged thing for who asks, with its audit row in the same transaction. */
  privileged<Result>(
    asker: Asker,
    step: Omit<Step, 'doer'>,
    work: (tx: Sql) => Promise<Result>,
  ): Promise<Result>;
  /** Records what the program itself did, in the transaction that did it. */
  record(tx: Sql, attempt: Omit<Attempt, 'actor' | 'at'>): Promise<void>;
  /** Who is a member, by id. */
  member(id: string): Promise<Member | undefined>;
  members(): Promise<readonly Member[]>;
  /** Who opens a WebSocket. */
  listener(request: IncomingMessage, url: URL): Promise<Caller | undefined>;
  mount(app: Server): void;
  /** Records the refused attempts that were only counted so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const workspaceId = 'default';
const reviewEveryMs = 3_000;

/** Opens the room: who asks, what they may do, and the record of it. */
export async function openIdentity(parts: IdentityParts): Promise<Identity> {
  const { config, database, log, now, listeners } = parts;
  const isRequired = config.authMode === 'required';
  const refusals = createRefusals({
    append: auditStore(database.sql, workspaceId).append,
    failed: (err) => log.error({ err }, 'the audit log could not be written'),
  });
  const review = () =>
    reviewListeners(listeners(), context).catch((err: unknown) =>
      log.warn({ err }, 'those who listen to the stream could not be checked'),
    );
  const context: IdentityContext = {
    database: database.sql,
    workspace: workspaceId,
    now,
    refusals,
    changed() {
      entry.forget();
      void review();
    },
  };
  const attempts = createAttempts(database.pool);
  const mail = config.signIn.mail ? openMail(config.signIn.mail, log) : undefined;
  const entry = isRequired
    ? await openSignInRoom(parts, { context, attempts, mail })
    : await openHouse(context);
  const { authority } = entry;
  const timer = setInterval(review, reviewEveryMs).unref();
  return {
    authority,
    firstRunToken: isRequired ? await offerFirstRun(context) : undefined,
    privileged: (asker, step, work) => privileged({ ...step, doer: doerOf(asker) }, context, work),
    async record(tx, attempt) {
      const actor = { kind: 'system', id: null, name: 'SmartOpsAgent' } as const;
      await auditStore(tx, workspaceId).append({ at: now(), actor, ...attempt });
    },
    member: memberStore(database.sql, workspaceId).find,
    members: memberStore(database.sql, workspaceId).list,
    listener: (request, url) => identifyListener(request, url, { authority, context }),
    mount(app) {
      identityRoutes(app, {
        context,
        attempts,
        mail,
        publicUrl: config.publicUrl,
        options: optionsOf(config),
      });
      auditRoutes(app, context);
      entry.mount(app);
    },
    flush: refusals.flush,
    async close() {
      clearInterval(timer);
      await refusals.close();
    },
  };
}

async function openHouse({ database, workspace }: IdentityContext): Promise<Entry> {
  const authority = loopbackAuthority(await workspaceStore(database).find(workspace));
  return { authority, forget() {}, mount() {} };
}

function optionsOf({ authMode: mode, version, demo, signIn: { company } }: Config) {
  const isOffered = mode === 'required' && company !== null;
  return { mode, version, demo, company: isOffered ? { id: 'company', name: company.name } : null };
}
