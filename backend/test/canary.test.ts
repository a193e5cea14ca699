import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Echo, startEcho } from './echo.fixture.ts';

const backend = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'canary-'));
const chars = (name: string, length: number) =>
  createHash('sha512')
    .update(name)
    .digest('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, length);

/** One secret for each setting; the hostile cloud knows them all. */
const configured = {
  accessKey: `AKIA${chars('access', 60)
    .replaceAll(/[^A-Z2-7]/g, '')
    .padEnd(16, 'Q')
    .slice(0, 16)}`,
  secretKey: chars('aws', 40),
  sessionToken: `IQoJb3JpZ2luX2VjE${chars('session', 80)}`,
  githubToken: `ghp_${chars('github', 36)}`,
  ethereumKey: chars('ethereum', 32),
  polygonKey: chars('polygon', 32),
  baseUser: chars('base', 24),
  sealingKey: randomBytes(32).toString('base64'),
  oldSealingKey: randomBytes(32).toString('base64'),
  authSecret: chars('auth', 44),
  companySecret: chars('company', 40),
  mailPassword: chars('mail', 20),
};
/** What an administrator types into the dashboard. */
const typed = {
  typedToken: `ghp_${chars('typed token', 36)}`,
  typedRpcKey: chars('typed rpc', 32),
  typedAccessKey: `AKIA${chars('typed access', 60)
    .replaceAll(/[^A-Z2-7]/g, '')
    .padEnd(16, 'R')
    .slice(0, 16)}`,
  typedSecretKey: chars('typed aws', 40),
  typedSlackHook: chars('typed slack', 24),
};
/** What somebody types who has no business here, and a password of a database that does not answer. */
const canary = {
  ...configured,
  ...typed,
  databasePassword: chars('database', 20),
  guessedKey: `soa_${chars('guess', 40)}`,
  guessedSession: chars('cookie', 40),
  guessedTicket: chars('ticket', 40),
  guessedPassword: chars('password', 20),
};
const forms = Object.entries(canary).flatMap(([name, secret]) => [
  [name, secret] as const,
  [`${name} for an address`, encodeURIComponent(secret)] as const,
  [`${name} in base64`, Buffer.from(secret).toString('base64').replace(/=+$/, '')] as const,
]);
const leaks = (text: string) => forms.filter(([, form]) => text.includes(form)).map(([name]) => name);

let simulator: Simulator;
let echo: Echo;
let child: ChildProcess;
let base = '';
let said = '';

function start(env: Record<string, string>): ChildProcess {
  const started = spawn(process.execPath, ['src/main.ts'], {
    cwd: backend,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'trace', WS_PORT: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [started.stdout, started.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  return started;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

beforeAll(async () => {
  simulator = await startSimulator();
  echo = await startEcho(simulator.url, Object.values(configured).join(' '));
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const { host } = new URL(echo.url);
  child = start({
    PORT: String(port),
    DATA_DIR: folder,
    DEMO: 'off',
    RATE_LIMIT_PER_MINUTE: '100000',
    AWS_ACCESS_KEY_ID: canary.accessKey,
    AWS_SECRET_ACCESS_KEY: canary.secretKey,
    AWS_SESSION_TOKEN: canary.sessionToken,
    AWS_REGIONS: 'eu-west-1',
    AWS_ENDPOINT_URL: echo.url,
    GITHUB_TOKEN: canary.githubToken,
    GITHUB_OWNER: 'harbor-goods',
    GITHUB_REPO: 'checkout-api,ledger-worker',
    GITHUB_API_URL: `${echo.url}/api/v3`,
    ETHEREUM_RPC_URL: `${echo.url}/evm/ethereum/${canary.ethereumKey}`,
    POLYGON_RPC_URL: `${echo.url}/evm/polygon?apikey=${canary.polygonKey}`,
    EVM_RPC_URLS: `base=http://ops:${canary.baseUser}@${host}/evm/base`,
    SEALING_KEY: canary.sealingKey,
    SEALING_KEYS_OLD: canary.oldSealingKey,
    AUTH_SECRET: canary.authSecret,
    OIDC_ISSUER: `${echo.url}/oidc`,
    OIDC_CLIENT_ID: 'smartops',
    OIDC_CLIENT_SECRET: canary.companySecret,
    SMTP_URL: `smtp://ops:${canary.mailPassword}@127.0.0.1:9`,
    MAIL_FROM: 'ops@shop.example',
    ...Object.fromEntries(['HOST', 'AWS', 'GITHUB', 'EVM'].map((name) => [`${name}_INTERVAL_SECONDS`, '1'])),
    METRICS_STREAM_SECONDS: '1',
    EGRESS_ALLOW: '127.0.0.1',
  });
  await until(async () => (await fetch(`${base}/api/health`)).ok);
}, 60_000);
afterAll(() => {
  child.kill('SIGKILL');
  echo.close();
  rmSync(folder, { recursive: true, force: true });
  return simulator.close();
});

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await done().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It did not come to that:\n${said.slice(-2_000)}`);
}

async function text(path: string, init: RequestInit = {}): Promise<string> {
  const reply = await fetch(base + path, init);
  const headers: string[] = [];
  reply.headers.forEach((value, name) => void headers.push(`${name}: ${value}`));
  return `${headers.join('\n')}\n\n${await reply.text()}`;
}

/** Types secrets wherever the dashboard takes some; what was answered, by the call. */
async function typeSecrets(): Promise<Map<string, string>> {
  const send = (method: string, path: string, body: object) =>
    text(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const config = { rpcUrl: `${echo.url}/evm/ethereum/${typed.typedRpcKey}` };
  const repositories = { owner: 'harbor-goods', repositories: ['*'], apiUrl: `${echo.url}/api/v3` };
  const github = { kind: 'github', config: { ...repositories, token: typed.typedToken } };
  const aws = {
    ...{ regions: ['eu-west-1'], endpoint: echo.url },
    ...{ accessKeyId: typed.typedAccessKey, secretAccessKey: typed.typedSecretKey },
  };
  const slack = { enabled: true, webhookUrl: `https://hooks.slack.com/services/T/B/${typed.typedSlackHook}` };
  const calls: [string, string, object][] = [
    ['POST', '/api/connections/test', { kind: 'evm', config }],
    ['POST', '/api/connections/test', github],
    ['POST', '/api/connections/test', { kind: 'aws', config: aws }],
    ['POST', '/api/connections', { kind: 'evm', title: 'Typed', config }],
    ['POST', '/api/connections', github],
    ['POST', '/api/connections', { kind: 'aws', config: { ...aws, endpoint: typed.typedSecretKey } }],
    ['PUT', '/api/settings', { integrations: { slack } }],
    [
      'PUT',
      '/api/settings',
      { integrations: { github: { token: typed.typedToken }, slack: typed.typedSlackHook } },
    ],
  ];
  const replies = new Map<string, string>();
  for (const [method, path, body] of calls)
    replies.set(
      `${method} ${path} ${JSON.stringify(Object.keys(body))} ${replies.size}`,
      await send(method, path, body),
    );
  expect([...replies.values()].filter((reply) => reply.includes('"success":true')).length).toBe(3);
  await until(async () => (await text('/api/sources')).includes('evm:typed'));
  return replies;
}

const list = async (path: string, key: string): Promise<{ id: string; stages?: { id: string }[] }[]> =>
  (await (await fetch(`${base}/api${path}`)).json())[key] ?? [];

it(`hands out none of ${Object.keys(canary).length} secrets, whatever the outside echoes`, {
  timeout: 120_000,
}, async () => {
  const frames: string[] = [];
  for (const path of ['/ws', `/ws?ticket=${canary.guessedTicket}`])
    for (const protocol of [[], [followProtocol]])
      new WebSocket(base.replace('http', 'ws') + path, protocol)
        .on('message', (data) => frames.push(String(data)))
        .on('error', (error) => frames.push(error.message));
  await until(async () => (await list('/pipelines', 'pipelines')).length > 5);
  await until(async () => (await list('/aws-services', 'services')).length > 0);
  await until(async () => (await text('/api/sources')).includes('refuses'));

  const replies = await typeSecrets();
  const pipelines = await list('/pipelines?limit=10', 'pipelines');
  const deployments = await list('/deployments?limit=10', 'deployments');
  const paths = [
    ...Object.values(api).flatMap(({ method, path }) =>
      method === 'GET' && !path.includes(':') ? [`/api${path}`] : [],
    ),
    ...pipelines.flatMap(({ id, stages = [] }) =>
      stages.map((stage) => `/api/pipeline/${id}/logs/${stage.id}`),
    ),
    ...deployments.map(({ id }) => `/api/deployments/${encodeURIComponent(id)}/logs`),
    ...['/metrics', '/api/openapi.json', '/api/docs', '/api/alerts?state=all', '/api/nowhere', '/'],
  ];
  for (const path of paths) replies.set(path, await text(path));
  const provocations: RequestInit[] = [
    { headers: { authorization: `Bearer ${canary.guessedKey}` } },
    { headers: { 'x-api-key': canary.guessedKey } },
    { headers: { cookie: `better-auth.session_token=${canary.guessedSession}` } },
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${canary.guessedPassword}"`,
    },
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${canary.guessedPassword}"}`,
    },
  ];
  for (const init of provocations)
    for (const path of ['/api/settings', '/api/auth/sign-in/email', '/api/members', '/api/keys'])
      replies.set(`${init.method ?? 'GET'} ${path} ${JSON.stringify(init)}`, await text(path, init));

  expect(
    [...replies].filter(([, body]) => leaks(body).length > 0).map(([path, body]) => [path, leaks(body)]),
  ).toEqual([]);
  expect(frames.length).toBeGreaterThan(1);
  expect(leaks(frames.join('\n'))).toEqual([]);
  const logs = [...replies].filter(([path]) => path.includes('/logs')).map(([, body]) => body);
  expect(logs.some((body) => body.includes('[redacted]'))).toBe(true);
});

it('writes none of them down: not into what it prints, and not into its database', {
  timeout: 60_000,
}, async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.flatMap(({ parentPath, name }) => {
    const names = leaks(readFileSync(join(parentPath, name), 'latin1'));
    return names.length > 0 ? [[name, names]] : [];
  });

  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
  expect(said.length).toBeGreaterThan(1_000);
  expect(leaks(said)).toEqual([]);
});

it.each([
  `postgres://ops:${canary.databasePassword}@127.0.0.1:9/app`,
  `postgres://ops:${canary.databasePassword}@[broken/app`,
  `postgres://ops:${canary.databasePassword}@db.invalid/app?sslmode=require`,
])(
  'says why it cannot start without saying the password of the database',
  { timeout: 60_000 },
  async (url) => {
    said = '';
    const failing = start({
      PORT: String(await freePort()),
      DATA_DIR: join(folder, 'other'),
      DEMO: 'off',
      DATABASE_URL: url,
    });
    const [code] = await once(failing, 'exit');

    expect(code).toBe(1);
    expect(said).not.toBe('');
    expect(leaks(said)).toEqual([]);
  },
);
