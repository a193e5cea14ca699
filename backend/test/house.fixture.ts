import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberRole, Scope } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import WebSocket from 'ws';
import { readConfig } from '../src/config/index.ts';
import { apiKeyStore } from '../src/identity/api-key-store.ts';
import { type AuditStore, auditStore } from '../src/identity/audit/store.ts';
import { memberStore } from '../src/identity/member-store.ts';
import { openIdentity } from '../src/identity/open-identity.ts';
import { personStore } from '../src/identity/person-store.ts';
import { hashOf, newToken } from '../src/identity/token.ts';
import { topicLoaders } from '../src/overview/topics.ts';
import type { Database } from '../src/platform/database/database.ts';
import type { OpenDatabase } from '../src/platform/database/testing.ts';
import { openEgress } from '../src/platform/egress/egress.ts';
import { openMetrics } from '../src/platform/http/metrics.ts';
import { openLog } from '../src/platform/log/open-log.ts';
import { openSealing } from '../src/platform/sealing/sealing.ts';
import { factsOf, type Parts } from '../src/ports.ts';
import { openStream, startWeb } from '../src/web.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;
export type Headers = Readonly<Record<string, string>>;

const secret = 'a secret of the test with enough characters';
export const password = 'correct horse battery staple';
// Of the password above, so that no test waits for it to be computed.
let passwordHash: string | undefined;

/** The product's server without anything to watch, in which everybody signs in unless told otherwise. */
export async function openHouse(open: OpenDatabase, variables: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const database = await open();
  const config = {
    ...readConfig(join(import.meta.dirname, '..'), {
      DATA_DIR: folder,
      PORT: '0',
      DEMO: 'off',
      AUTH_MODE: 'required',
      AUTH_SECRET: secret,
      ...(variables.AUTH_MODE !== 'open' && { TRUST_PROXY: '1' }),
      RATE_LIMIT_PER_MINUTE: '1000000',
      ...variables,
    }),
    dashboardDir: join(folder, 'none'),
  };
  let clockMs = 0;
  const now = () => Date.now() + clockMs;
  const lines: string[] = [];
  const log = openLog({ level: 'info', redact: (value) => value, write: (line) => lines.push(line) });
  const egress = openEgress();
  const identity = await openIdentity({
    config,
    database,
    sealing: openSealing(config.sealing),
    fetch: egress.fetchConfigured,
    log,
    now,
    listeners: () => hub.listeners,
  });
  const metrics = openMetrics();
  const { hub, gate } = openStream(config, metrics, identity);
  const parts: Parts = { config, database, seeds: [], connections: new Map(), hub, startedAt: now(), now };
  const facts = factsOf(parts);
  const web = await startWeb(parts, { facts, loaders: topicLoaders(facts), identity, gate, metrics, log });
  const audit: AuditStore = auditStore(database.sql);
  return {
    url: web.url,
    database,
    identity,
    hub,
    audit,
    lines,
    now,
    /** Lets time pass for the product, not for the test. */
    pass(ms: number) {
      clockMs += ms;
    },
    async close() {
      await web.close();
      await identity.close();
      await egress.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
    ...callsTo(web.url),
    ...peopleOf(database.sql, now),
  };
}

/** A client of its own for each request, unless a test says which, so that no limit is met by accident. */
let clients = 0;
function newClient(): string {
  clients++;
  return `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`;
}

function callsTo(url: string) {
  const call = (
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Headers; body?: unknown } = {},
  ) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': newClient(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    call,
    get: (path: string, headers: Headers = {}) => call('GET', path, { headers }),
    post: (path: string, body: unknown, headers: Headers = {}) => call('POST', path, { headers, body }),
    /** Opens the stream; `refused` is the status when it may not. */
    listen(headers: Headers = {}, path = '/ws'): Promise<Listening> {
      const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
      const heard: string[] = [];
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('message', (data) => heard.push((JSON.parse(String(data)) as { type: string }).type));
      return new Promise((resolve, reject) => {
        socket.on('error', reject);
        socket.on('unexpected-response', (_request, { statusCode = 0 }) =>
          resolve({ status: statusCode, heard, socket, closed }),
        );
        socket.on('message', () => heard.length === 9 && resolve({ status: 101, heard, socket, closed }));
      });
    },
  };
}

export interface Listening {
  /** 101 when it may listen. */
  readonly status: number;
  /** Topics. */
  readonly heard: readonly string[];
  readonly socket: WebSocket;
  /** The code it was closed with. */
  readonly closed: Promise<number>;
}

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly session: string;
  /** Of one who signed in. */
  readonly headers: Headers;
}

interface Standing {
  readonly role?: MemberRole;
  readonly approver?: boolean;
  readonly workspace?: string;
  readonly email?: string;
  readonly sessionMs?: number;
}

function peopleOf(database: Database['sql'], now: () => number) {
  return {
    /** A member with a password, who is signed in. */
    async person(standing: Standing = {}): Promise<Person> {
      const { role = 'viewer', approver = false, workspace = 'default', sessionMs = 3_600_000 } = standing;
      const id = newToken();
      const { email = `${id.toLowerCase()}@example.com` } = standing;
      passwordHash ??= await (await import('better-auth/crypto')).hashPassword(password);
      await personStore(database).addWithPassword({ id, name: role, email, passwordHash, at: now() });
      await database.execute(sql`
        insert into workspace (id, name) values (${workspace}, ${workspace}) on conflict do nothing`);
      await memberStore(database, workspace).add({ userId: id, role, approver }, now());
      const session = randomUUID();
      const token = newToken();
      const at = new Date(now());
      await database.execute(sql`
        insert into session (id, token, user_id, expires_at, created_at, updated_at)
        values (${session}, ${token}, ${id}, ${new Date(now() + sessionMs)}, ${at}, ${at})`);
      return { id, email, session, headers: { cookie: cookieOf(token) } };
    },
    async key(key: { role?: MemberRole; scopes: readonly Scope[]; expiresInMs?: number; maker?: string }) {
      const { role = 'viewer', scopes, expiresInMs = 3_600_000, maker = null } = key;
      const secretText = `soa_${newToken()}`;
      const id = randomUUID();
      const entry = {
        id,
        role,
        scopes: [...scopes],
        name: 'robot',
        start: secretText.slice(0, 10),
        createdBy: 'test',
        createdAt: new Date(now()).toISOString(),
        expiresAt: new Date(now() + expiresInMs).toISOString(),
        lastUsedAt: null,
      };
      await apiKeyStore(database, 'default').add(entry, hashOf(secretText), maker);
      return { id, secret: secretText, headers: { authorization: `Bearer ${secretText}` } };
    },
  };
}

/** The cookie of a session, signed as better-auth does. */
export function cookieOf(token: string, name = 'smartops.session_token'): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `${name}=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** What a reply set, as a request sends it back. */
export function cookiesIn(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
