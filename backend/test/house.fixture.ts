import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicRoles } from '@smartops/contract';
import WebSocket from 'ws';
import { readConfig } from '../src/config/index.ts';
import { openIdentity } from '../src/identity/open-identity.ts';
import { authSecret, type Headers, people } from '../src/identity/open-room.fixture.ts';
import { openLogs } from '../src/logs.ts';
import { openSettings } from '../src/open-settings.ts';
import { topicLoaders } from '../src/overview/topics.ts';
import type { OpenDatabase } from '../src/platform/database/testing.ts';
import { openEgress } from '../src/platform/egress/egress.ts';
import { openMetrics } from '../src/platform/http/metrics.ts';
import { openLog } from '../src/platform/log/open-log.ts';
import { createLearner } from '../src/platform/redaction/redaction.ts';
import { openSealing } from '../src/platform/sealing/sealing.ts';
import { factsOf, type Parts } from '../src/ports.ts';
import { Refresher } from '../src/refresher.ts';
import { openRooms } from '../src/rooms.ts';
import { loadRules, rulePorts } from '../src/rule-ports.ts';
import { openStream, startWeb } from '../src/web.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;

/** The product's server on a port of its own, watching nothing; everybody signs in unless told otherwise. */
export async function openHouse(open: OpenDatabase, variables: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const database = await open();
  const config = configIn(folder, variables);
  const now = Date.now;
  const log = openLog({ level: 'error', redact: (value) => value, write: () => {} });
  const egress = openEgress({ allow: config.env.EGRESS_ALLOW });
  const sealing = openSealing(config.sealing);
  const { fetchConfigured: fetch } = egress;
  const listeners = () => hub.listeners;
  const identity = await openIdentity({ config, database, sealing, fetch, log, now, listeners });
  const metrics = openMetrics();
  const { hub, gate, limits } = openStream(config, metrics, identity);
  const settings = await openSettings({
    ...{ config, database, sealing, log, now, ways: egress },
    learner: createLearner([]),
  });
  const { seeds, connections } = settings.watching;
  const watched = { seeds, connections };
  const logs = openLogs({ ...{ config, database, now }, ...watched, keepMs: () => 1e12, trouble() {} });
  const rules = await loadRules(database, config, now());
  const parts: Parts = { config, database, ...watched, hub, logs, rules, startedAt: now(), now };
  const facts = factsOf(parts);
  const loaders = topicLoaders(facts);
  const refresher = new Refresher(loaders, hub, (err) => log.error({ err }, 'a topic could not be built'));
  const around = { identity, facts, refresher, log, look() {} };
  const rooms = openRooms(parts, { ...around, egress, sealing });
  const web = await startWeb(parts, {
    ...{ ...around, ...rooms.ports, loaders, gate, limits, metrics },
    settings: settings.ports(identity, {
      changed: async () => void (await settings.reload()),
      notify: rooms.ports.notify.context,
    }),
    rules: rulePorts(parts, { identity, clock: { soon() {} } }),
  });
  return {
    url: web.url,
    database,
    identity,
    hub,
    watching: settings.watching,
    ...people(database, now),
    ...callsTo(web.url),
    async close() {
      await rooms.close();
      await web.close();
      await rooms.inbox.stop();
      await rooms.notifier.stop();
      await identity.close();
      await settings.close();
      await egress.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configIn(folder: string, variables: Readonly<Record<string, string>>) {
  const ofEnvironment = readConfig(join(import.meta.dirname, '..'), {
    DATA_DIR: folder,
    PORT: '0',
    DEMO: 'off',
    AUTH_MODE: 'required',
    AUTH_SECRET: authSecret,
    RATE_LIMIT_PER_MINUTE: '1000000',
    ...(variables.AUTH_MODE !== 'open' && { TRUST_PROXY: '1' }),
    ...variables,
  });
  return {
    ...ofEnvironment,
    dashboardDir: join(folder, 'none'),
    connections: ofEnvironment.connections.filter(({ source }) => source !== 'host'),
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
    { as = {}, body }: { readonly as?: Headers; readonly body?: unknown } = {},
  ) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': newClient(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...as,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    call,
    listen: (as: Headers = {}, path = '/ws') => listen(`${url.replace('http', 'ws')}${path}`, as),
  };
}

export interface Listening {
  /** 101 when it may listen. */
  readonly status: number;
  /** Topics, each heard once. */
  readonly heard: readonly string[];
}

const topics = Object.keys(topicRoles).length;

/** Opens the stream as a plain client, which is sent every topic that it may hear, and closes it. */
function listen(url: string, headers: Headers): Promise<Listening> {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': newClient(), ...headers } });
  const heard = new Set<string>();
  return new Promise((resolve, reject) => {
    const done = (status: number) => {
      resolve({ status, heard: [...heard].sort() });
      socket.terminate();
    };
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, { statusCode = 0 }) => done(statusCode));
    socket.on('message', (data) => {
      heard.add((JSON.parse(String(data)) as { type: string }).type);
      if (heard.size === topics) done(101);
    });
  });
}
