import { createHmac, randomUUID } from 'node:crypto';
import type { MemberRole, Scope } from '@smartops/contract';
import { hashPassword } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import { readConfig } from '../config/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { OpenDatabase } from '../platform/database/testing.ts';
import { createRateLimits } from '../platform/http/rate-limit.ts';
import type { Server } from '../platform/http/server.ts';
import { openTestServer } from '../platform/http/test-server.ts';
import { openLog } from '../platform/log/open-log.ts';
import { openSealing } from '../platform/sealing/sealing.ts';
import { apiKeyStore } from './api-key-store.ts';
import { auditStore } from './audit/store.ts';
import { keyPrefix } from './credential.ts';
import { memberStore } from './member-store.ts';
import { openIdentity } from './open-identity.ts';
import { personStore } from './person-store.ts';
import type { Listener } from './stream-access.ts';
import { hashOf, newToken } from './token.ts';

export const password = 'correct horse battery';
export const publicOrigin = 'http://localhost:8080';
export const authSecret = 'a secret of the tests, long enough for them';
const cookieName = 'smartops.session_token';
const hourMs = 3_600_000;
let passwordHash: Promise<string> | undefined;

export interface RoomOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly proxies?: number;
  readonly listeners?: () => readonly Listener[];
  readonly fetch?: typeof fetch;
  /** Mounts more routes before the server is ready. */
  readonly mount?: (app: Server) => void;
}

export type Headers = Readonly<Record<string, string>>;
export type Room = Awaited<ReturnType<typeof openRoom>>;

/** The room on a server of its own, as the program opens it, over an empty database. */
export async function openRoom(openDatabase: OpenDatabase, options: RoomOptions = {}) {
  const database = await openDatabase();
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const config = readConfig('/nowhere/backend', {
    AUTH_MODE: 'required',
    AUTH_SECRET: authSecret,
    PUBLIC_URL: publicOrigin,
    ...options.variables,
  });
  const logged: string[] = [];
  const identity = await openIdentity({
    config,
    database,
    sealing: openSealing({ keyText: Buffer.alloc(32, 7).toString('base64'), file: '' }),
    fetch: options.fetch ?? fetch,
    log: openLog({ level: 'warn', redact: (value) => value, write: (line) => logged.push(line) }),
    now,
    listeners: options.listeners ?? (() => []),
  });
  const { app, lines } = await openTestServer({
    authority: identity.authority,
    limits: createRateLimits(1e6),
    proxies: options.proxies ?? 0,
  });
  identity.mount(app);
  options.mount?.(app);
  await app.ready();
  return {
    app,
    lines,
    logged,
    database,
    identity,
    clock,
    now,
    ...people(database, now),
    call,
    audit: () => auditStore(database.sql).list({ limit: 200 }),
    async close() {
      await app.close();
      await identity.close();
      await database.close();
    },
  };

  function call(method: string, url: string, { as = {}, body }: { as?: Headers; body?: object } = {}) {
    return app.inject({
      method: method as 'GET',
      url: `/api${url}`,
      headers: as,
      ...(body && { payload: body }),
    });
  }
}

/** Puts people, sessions and keys into the database, past the doors that other tests try. */
export function people(database: Database, now: () => number) {
  return { person, session, key, signedIn };

  async function person(role: MemberRole, workspace = 'default'): Promise<{ id: string; email: string }> {
    passwordHash ??= hashPassword(password);
    const id = randomUUID();
    const email = `${id.slice(0, 8)}@example.com`;
    const account = { id, name: `A ${role}`, email, passwordHash: await passwordHash, at: now() };
    await personStore(database.sql).addWithPassword(account);
    await database.sql.execute(
      sql`insert into workspace (id, name) values (${workspace}, ${workspace}) on conflict do nothing`,
    );
    await memberStore(database.sql, workspace).add({ userId: id, role, approver: false }, now());
    return { id, email };
  }

  /** The headers of a browser that is signed in. */
  async function session(userId: string, { forMs = hourMs } = {}): Promise<{ cookie: string }> {
    const token = newToken();
    const moment = new Date(now());
    await database.sql.execute(sql`
      insert into session (id, token, user_id, created_at, updated_at, expires_at)
      values (${randomUUID()}, ${token}, ${userId}, ${moment}, ${moment}, ${new Date(now() + forMs)})`);
    const signature = createHmac('sha256', authSecret).update(token).digest('base64');
    return { cookie: `${cookieName}=${encodeURIComponent(`${token}.${signature}`)}` };
  }

  async function signedIn(role: MemberRole, workspace?: string) {
    const who = await person(role, workspace);
    return { ...who, as: await session(who.id) };
  }

  /** The headers of a program with a key. */
  async function key(
    scopes: Scope[],
    { role = 'admin', forMs = hourMs }: { role?: MemberRole; forMs?: number } = {},
  ): Promise<{ id: string; as: { 'x-api-key': string } }> {
    const secret = `${keyPrefix}${newToken()}`;
    const id = randomUUID();
    const iso = (at: number) => new Date(at).toISOString();
    const about = { name: 'robot', start: secret.slice(0, 10), createdBy: 'a test', lastUsedAt: null };
    const times = { createdAt: iso(now()), expiresAt: iso(now() + forMs) };
    await apiKeyStore(database.sql, 'default').add(
      { id, role, scopes, ...about, ...times },
      hashOf(secret),
      null,
    );
    return { id, as: { 'x-api-key': secret } };
  }
}

/** The cookies that a reply sets, as a browser would send them back. */
export function cookiesOf({ headers }: { headers: Record<string, unknown> | globalThis.Headers }): {
  cookie: string;
} {
  const all =
    headers instanceof globalThis.Headers
      ? headers.getSetCookie()
      : ([headers['set-cookie'] ?? []].flat() as string[]);
  return { cookie: all.map((one) => one.split(';')[0]).join('; ') };
}
