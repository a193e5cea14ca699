import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import { startNginx } from './nginx.ts';
import { firstRunToken, freePort, type Product, startProduct } from './product.ts';

// The set-up of docs/cross-origin.md: the API behind TLS on one host, the dashboard's files on others.
test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);
test.use({
  ignoreHTTPSErrors: true,
  launchOptions: {
    executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...[
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      // Browsers stop sending cookies of other sites; what is partitioned still goes.
      ...['--host-resolver-rules=MAP *.example 127.0.0.1', '--test-third-party-cookie-phaseout'],
    ],
  },
});

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-origins-'));
const pages = join(import.meta.dirname, '..', 'dashboard', 'out');
const names = { api: 'api.harbor.example', sameSite: 'ops.harbor.example', otherSite: 'harbor-ops.example' };
const ada = { email: 'ada@harbor.example', password: 'correct horse battery' };
let product: Product;
let stopNginx: () => Promise<void>;
let port: number;
const at = (name: string) => `https://${name}:${port}`;

test.beforeAll(async () => {
  port = await freePort();
  product = await startProduct({
    DATA_DIR: join(folder, 'data'),
    AUTH_MODE: 'required',
    PUBLIC_URL: at(names.api),
    CORS_ORIGINS: [at(names.sameSite), at(names.otherSite)].join(','),
    TRUST_PROXY: '1',
  });
  const dashboard = (name: string) => `server {
    listen 127.0.0.1:${port} ssl http2;
    server_name ${name};
    root ${pages};
    location / {
      try_files $uri $uri.html $uri/index.html =404;
      sub_filter '</head>' '<meta name="smartops-api" content="${at(names.api)}"></head>';
    }
  }`;
  const api = `server {
    listen 127.0.0.1:${port} ssl http2;
    server_name ${names.api};
    location / {
      proxy_pass http://127.0.0.1:${product.port};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $http_connection;
    }
  }`;
  const servers = [
    api,
    dashboard(names.sameSite),
    dashboard(names.otherSite),
    dashboard('evil.example'),
  ].join('\n');
  const all = [...Object.values(names), 'evil.example'];
  stopNginx = await startNginx(join(folder, 'nginx'), { port, names: all, servers });
  const token = await firstRunToken(product);
  const reply = await fetch(`${product.api}/first-run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...ada, token, name: 'Ada Park', workspace: 'Harbor Goods' }),
  });
  if (!reply.ok) throw new Error(await reply.text());
});

test.afterAll(async () => {
  await stopNginx?.();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

for (const [site, name] of Object.entries(names))
  test(`signs in, listens and changes something from ${site === 'api' ? 'the API’s own host' : site}`, async ({
    page,
  }) => {
    await page.goto(`${at(name)}/`);
    await signIn(page);
    await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();

    await page.goto(`${at(name)}/settings?tab=members`);
    await page.getByRole('button', { name: 'Invite…' }).click();
    await page.getByRole('dialog').getByLabel('Email').fill(`${site.toLowerCase()}@harbor.example`);
    await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
    await expect(page.getByLabel(/^Invitation link for/)).toHaveValue(/^https:\/\//);
    // While a link that is shown once stands there, leaving asks first.
    await page.getByRole('button', { name: 'I have sent it' }).click();

    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
  });

test('a page of a host that is not listed reaches nothing, even in the browser of an administrator', async ({
  page,
}) => {
  await page.goto(`${at(names.api)}/`);
  await signIn(page);
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();

  await page.goto(`${at('evil.example')}/404.html`);
  const outcome = await page.evaluate(async (api) => {
    const tried = (path: string, init: RequestInit) =>
      fetch(`${api}/api${path}`, { credentials: 'include', ...init }).then(
        () => 'read',
        () => 'refused',
      );
    const body = JSON.stringify({ email: 'evil@evil.example', role: 'admin' });
    const listened = await new Promise((resolve) => {
      const socket = new WebSocket(`${api.replace('https', 'wss')}/ws`);
      socket.onmessage = () => resolve('heard');
      socket.onclose = () => resolve('refused');
    });
    return [
      listened,
      await tried('/me', {}),
      await tried('/invitations', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
      await tried('/invitations', { method: 'POST', body, headers: { 'content-type': 'text/plain' } }),
    ];
  }, at(names.api));
  expect(outcome).toEqual(Array(4).fill('refused'));

  await page.goto(`${at(names.api)}/settings?tab=members`);
  await expect(page.getByRole('cell', { name: 'Ada Park' }).first()).toBeVisible();
  await expect(page.getByText('evil@evil.example')).toHaveCount(0);
});
