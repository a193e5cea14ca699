import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect as expectNow, type Page, test } from '@playwright/test';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// One installation, from its first start on: each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(90_000);

// A busy machine takes its time to hash a password.
const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-identity-'));
const ada = { name: 'Ada Park', email: 'ada@example.com', password: 'correct horse battery' };
const mei = { name: 'Mei Lin', email: 'mei@example.com', password: 'another horse battery' };
let product: Product;
let home: string;
let adas: BrowserContext;
let meis: BrowserContext;
let admin: Page;
let other: Page;

test.beforeAll(async ({ browser }) => {
  product = await startProduct({
    AUTH_MODE: 'required',
    DATA_DIR: folder,
    RATE_LIMIT_PER_MINUTE: '100000',
    METRICS_STREAM_SECONDS: '2',
    HOST_INTERVAL_SECONDS: '2',
  });
  // By its name, because a passkey belongs to one.
  home = `http://localhost:${product.port}`;
  adas = await visitor(browser);
  meis = await visitor(browser);
  admin = await adas.newPage();
  other = await meis.newPage();
});

test.afterAll(async () => {
  await adas?.close();
  await meis?.close();
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const visitor = (browser: Browser) =>
  browser.newContext({ viewport: { width: 1440, height: 900 }, baseURL: home, reducedMotion: 'reduce' });

const expectLive = (page: Page) =>
  expect(page.getByRole('banner').getByText('Connected')).toBeVisible({ timeout: 20_000 });

/** Tabs of the settings page, once it is known who looks. */
async function tabsOf(page: Page): Promise<string[]> {
  await page.goto('/settings?tab=members');
  await expect(page.getByRole('row').filter({ hasText: ada.email })).toBeVisible();
  return page.getByRole('tab').allInnerTexts();
}

async function signIn(page: Page, { email, password }: typeof ada): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
}

test('leads a stranger to the first run, where the printed token makes an administrator', async () => {
  await expect.poll(() => product.output(), { timeout: 30_000 }).toMatch(/\n {4}\S{4}-\S{4}-\S{4}\n/);
  const token = product.output().match(/\n {4}(\S{4}-\S{4}-\S{4})\n/)?.[1] ?? '';

  await admin.goto('/');
  await admin.getByLabel('One-time token').fill(token);
  await admin.getByLabel('Name').fill(ada.name);
  await admin.getByLabel('Email').fill(ada.email);
  await admin.getByLabel('Password').fill(ada.password);
  await admin.getByLabel('Workspace').fill('Harbor Goods');
  await admin.getByRole('button', { name: 'Create administrator' }).click();

  await expect(admin.getByText(`Signed in as ${ada.name}, admin`)).toBeVisible();
  await admin.getByRole('link', { name: /Stay in the demo/ }).click();
  await expectLive(admin);
  await expect(admin.getByRole('button', { name: `Account of ${ada.name}` })).toBeVisible();
});

test('lets an invited viewer in, who sees no tab of an administrator and may change nobody', async () => {
  await admin.goto('/settings?tab=members');
  await admin.getByRole('button', { name: 'Invite…' }).click();
  await admin.getByRole('dialog').getByLabel('Email').fill(mei.email);
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await admin.getByLabel(`Invitation link for ${mei.email}`).inputValue();
  await admin.getByRole('button', { name: 'I have sent it' }).click();

  await other.goto(link);
  await other.getByLabel('Name').fill(mei.name);
  await other.getByLabel('Password').fill(mei.password);
  await other.getByRole('button', { name: 'Accept and sign in' }).click();
  await expectLive(other);

  expect(await tabsOf(other)).toEqual([
    ...['Connections', 'Thresholds', 'Channels', 'Routes', 'Retention and intervals', 'Profile'],
    'Members and roles',
  ]);
  await expect(other.getByRole('button', { name: 'Invite…' })).toHaveCount(0);
  const { members } = await (await meis.request.get('/api/members')).json();
  const own = members.find(({ email }: { email: string }) => email === mei.email);
  expect(own.role).toBe('viewer');
  const refused = await meis.request.patch(`/api/members/${own.id}`, {
    data: { role: 'admin' },
    headers: { origin: home },
  });
  expect(refused.status()).toBe(403);
});

test('a raised role reaches the page that is open', async () => {
  await admin.goto('/settings?tab=members');
  await admin.getByRole('button', { name: `${mei.name} menu` }).click();
  await admin.getByRole('menuitem', { name: 'Change role…' }).click();
  await admin.getByRole('dialog').getByText('Operator', { exact: true }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Change' }).click();

  await expect(admin.getByRole('dialog')).toHaveCount(0);
  await expect(admin.getByRole('row').filter({ hasText: mei.email })).toContainText('Operator');
  // It was never loaded again.
  await expect(other.getByRole('row').filter({ hasText: mei.email })).toContainText('Operator', {
    timeout: 10_000,
  });
});

test('the audit log tells who was invited, refused and raised, and that its chain is whole', async () => {
  await admin.goto('/settings?tab=audit');
  for (const action of ['member.invite', 'member.update'])
    await expect(admin.getByRole('row').filter({ hasText: action }).first()).toBeVisible();
  await expect(
    admin.getByRole('row').filter({ hasText: 'Refused' }).filter({ hasText: mei.name }).first(),
  ).toBeVisible();

  await admin.getByRole('button', { name: 'Verify' }).click();

  await expect(admin.getByText('Chain verified')).toBeVisible();
  await admin.getByRole('searchbox', { name: 'Find in the audit log' }).fill('member.update');
  await expect(admin.getByRole('row').filter({ hasText: 'member.invite' })).toHaveCount(0);
  await expect(admin.getByRole('row').filter({ hasText: 'member.update' }).first()).toBeVisible();
});

test('an API key made here reads the API until it is revoked here', async () => {
  await admin.goto('/settings?tab=keys');
  await admin.getByRole('button', { name: 'New key…' }).click();
  await admin.getByRole('dialog').getByLabel('Name').fill('grafana');
  await admin.getByRole('dialog').getByRole('button', { name: 'Make key' }).click();
  const secret = await admin.getByLabel('API key grafana').inputValue();
  await admin.getByRole('button', { name: 'I have stored it' }).click();
  const ask = async (path: string) =>
    (await fetch(product.api.replace('/api', path), { headers: { authorization: `Bearer ${secret}` } }))
      .status;
  expect(await ask('/api/metrics')).toBe(200);
  expect(await ask('/api/deployments')).toBe(403);

  await admin.getByRole('button', { name: 'grafana menu' }).click();
  await admin.getByRole('menuitem', { name: 'Revoke…' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Revoke grafana' }).click();

  await expect(admin.getByText('No key yet')).toBeVisible();
  expect(await ask('/api/metrics')).toBe(401);
});

for (const tab of ['connections', 'profile', 'members', 'keys', 'audit'])
  test(`the ${tab} tab is sound`, async () => {
    await admin.goto(`/settings?tab=${tab}`);
    await expectLive(admin);
    await expect(admin.locator('[aria-busy=true], .skel')).toHaveCount(0);
    await expectSound(admin, `settings-${tab}`);
  });

test('signing out leads to the sign-in page, which gives the reason when a password is wrong', async () => {
  await signOut(other);
  await expect(other).toHaveURL(/\/sign-in/);
  expect((await meis.request.get('/api/me')).status()).toBe(401);

  await signIn(other, { ...mei, password: 'not the password' });

  await expect(other.getByRole('alert').filter({ hasText: 'Invalid email or password' })).toBeVisible();
  await signIn(other, mei);
  await expectLive(other);
});

test('the sign-in page is sound', async ({ browser }) => {
  const stranger = await visitor(browser);
  const page = await stranger.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Sign in to Harbor Goods' })).toBeVisible();
  await expectSound(page, 'sign-in');
  await stranger.close();
});

test('a passkey added in the profile signs in without a password', async () => {
  const device = await adas.newCDPSession(admin);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await admin.goto('/settings?tab=profile');
  await admin.getByRole('button', { name: 'Add a passkey…' }).click();
  await admin.getByRole('dialog').getByLabel('Name, to tell it apart').fill('Laptop');
  await admin.getByRole('button', { name: 'Continue in the browser' }).click();
  await expect(admin.getByRole('listitem').filter({ hasText: 'Laptop' })).toBeVisible();
  await signOut(admin);
  await expect(admin).toHaveURL(/\/sign-in/);

  await admin.getByRole('button', { name: 'Use a passkey' }).click();

  await expectLive(admin);
  await expect(admin.getByRole('button', { name: `Account of ${ada.name}` })).toBeVisible();
});
