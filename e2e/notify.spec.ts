import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';
import { expect as expectNow, test } from './test.ts';

// The demo cloud lets a deployment fail soon after the start. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(180_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-notify-'));
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const got: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
let receiver: Server;
let product: Product;
const page = (tab: string) => `http://127.0.0.1:${product.port}/settings?tab=${tab}`;

test.beforeAll(async () => {
  receiver = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body });
      if (request.url?.startsWith('/broken')) reply.writeHead(500).end('<b>upstream</b> gone');
      else reply.writeHead(200).end('ok, thank you');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  product = await startProduct({
    DATA_DIR: join(folder, 'data'),
    EGRESS_ALLOW: '127.0.0.1',
    NOTIFY_WEBHOOK_URL: at('/operator'),
    NOTIFY_WEBHOOK_SECRET: secret,
    RATE_LIMIT_PER_MINUTE: '100000',
  });
});
test.afterAll(async () => {
  await product?.stop();
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (path: string) => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;
const of = (path: string) => got.filter((one) => one.path === path);

test('what goes wrong in the demo cloud reaches the operator’s receiver, signed', async () => {
  await expect.poll(() => of('/operator').length, { timeout: 90_000 }).toBeGreaterThan(0);
  const [first] = of('/operator');
  if (!first) throw new Error('nothing came');
  const { headers, body } = first;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(headers['webhook-signature']).toBe(
    `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
  );
  expect(JSON.parse(body)).toMatchObject({ specversion: '1.0', data: { demo: true } });
});

test('the bell counts it, lists it and forgets the count once it is read', async ({ page: tab }) => {
  await tab.goto(page('channels'));
  const bell = tab.getByRole('button', { name: /^Notifications, \d+ unread/ });
  await expect(bell).toBeVisible();
  await bell.click();
  const list = tab.getByRole('region', { name: 'Notifications' });
  await expect(list.getByText('Today')).toBeVisible();
  await expect(list.getByRole('link').first()).toHaveAttribute('href', /^\/incidents/);
  await expectSound(tab, 'bell');
  if (!(await list.isVisible())) await tab.getByRole('button', { name: /^Notifications/ }).click();
  await list.getByRole('button', { name: 'Mark all read' }).click();
  await expect(tab.getByRole('button', { name: 'Notifications', exact: true })).toBeVisible();
  await tab.reload();
  await expect(tab.getByRole('button', { name: /^Notifications/ })).not.toHaveAccessibleName(
    /[1-9]\d* unread/,
  );
});

test('a channel is added, its key shown once, and a test says what the receiver said', async ({
  page: tab,
}) => {
  await tab.goto(page('channels'));
  await expect(tab.getByText('set by the environment')).toBeVisible();
  await tab.getByRole('button', { name: 'Add channel' }).click();
  const dialog = tab.getByRole('dialog');
  await dialog.getByText('Webhook', { exact: true }).click();
  await dialog.getByLabel('Name').fill('pager-bridge');
  await dialog.getByLabel('Address').fill(at('/bridge'));
  await expectSound(tab, 'channel-dialog');
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  await expect(tab.getByLabel('Signing key of pager-bridge')).toHaveValue(/^whsec_/);
  await tab.getByRole('button', { name: 'I have stored it' }).click();
  await expect(tab.getByText(/whsec_/)).toHaveCount(0);

  const row = tab.locator('.channel-row', { hasText: 'pager-bridge' });
  await row.getByRole('button', { name: 'Send test' }).click();
  await expect(row.locator('pre')).toHaveText('200 OK  ok, thank you');
  await expect.poll(() => of('/bridge').length).toBe(1);
  await expect(tab.locator('.delivery-log').getByText('Test message').first()).toBeVisible();
  await expectSound(tab, 'channels');
});

test('a receiver that fails is shown word by word, harmless, and can be tried again', async ({
  page: tab,
}) => {
  const made = await fetch(`${product.api}/channels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'slack', name: '<img src=x onerror=alert(1)>', url: at('/broken') }),
  });
  expect(made.status).toBe(200);
  await tab.goto(page('channels'));
  const row = tab.locator('.channel-row', { hasText: '<img src=x' });
  await row.getByRole('button', { name: 'Send test' }).click();
  await expect(row.locator('pre')).toHaveText('500 Internal Server Error  <b>upstream</b> gone');
  await row.getByRole('button', { name: /menu$/ }).click();
  await tab.getByRole('menuitem', { name: 'Remove…' }).click();
  await tab
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(row).toHaveCount(0);
  await tab.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
});

test('routes are changed as a list, after a look at what they would do', async ({ page: tab }) => {
  await tab.goto(page('routes'));
  await expect(tab.getByText('As the product comes')).toBeVisible();
  await tab.getByRole('button', { name: 'Add route' }).click();
  const dialog = tab.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nobody at night');
  await dialog.getByRole('checkbox', { name: 'Every channel' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'pager-bridge' }).check();
  await dialog.getByRole('checkbox', { name: 'Webhook', exact: true }).uncheck();
  await expectSound(tab, 'route-dialog');
  await dialog.getByRole('button', { name: 'Add to the list' }).click();
  await expect(tab.getByText('Not saved yet')).toBeVisible();
  const reach = tab.getByRole('region', { name: 'What would be told' });
  await expect(reach.getByRole('row')).toHaveCount(2);
  await expect(reach.getByText('Nobody at night')).toBeVisible();
  await tab.getByRole('button', { name: 'Save routes' }).click();
  await expect(tab.getByText(/^Changed by/)).toBeVisible();
  await tab.reload();
  await expect(tab.getByText('Nobody at night').first()).toBeVisible();
  await expectSound(tab, 'routes');
});
