import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import { nextTotp, totp } from '../backend/src/identity/totp.fixture.ts';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// What people meet before they are in, and the second factor. Each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-factors-'));
const password = 'correct horse battery';
const [priya, mei] = ['priya.nair@harbor.example', 'mei.tan@harbor.example'];
let product: Product;
let admin: Page;
let member: Page;

test.beforeAll(async ({ browser }) => {
  product = await startProduct({
    DATA_DIR: folder,
    AUTH_MODE: 'required',
    TRUST_PROXY: '1',
    RATE_LIMIT_PER_MINUTE: '100000',
  });
  // Each from an address of their own, so that nobody's tries count against another.
  const visit = async (address: string) => {
    const context = await browser.newContext({
      baseURL: `http://localhost:${product.port}`,
      extraHTTPHeaders: { 'x-forwarded-for': address },
      reducedMotion: 'reduce',
      viewport: { width: 1440, height: 900 },
    });
    return context.newPage();
  };
  [admin, member] = await Promise.all([visit('10.4.0.17'), visit('10.4.0.31')]);
});

test.afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const expectLive = (page: Page) => expect(page.getByRole('banner').getByText('Connected')).toBeVisible();

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
}

test('the first run says at the field what is wrong, and takes nothing but the printed token', async () => {
  const printed = () => product.output().match(/\n {4}(\S{4}-\S{4}-\S{4})\n/)?.[1] ?? '';
  await expect.poll(printed, { timeout: 30_000 }).not.toBe('');
  await admin.goto('/');
  await admin.getByLabel('One-time token').fill('AAAA-BBBB-CCCC');
  await admin.getByLabel('Name').fill('Priya Nair');
  await admin.getByLabel('Email').fill(priya);
  await admin.getByLabel('Password').fill('short');
  await admin.getByLabel('Workspace').fill('Harbor Goods');
  await admin.getByRole('button', { name: 'Create administrator' }).click();
  await expect(admin.getByText('At least 12 characters')).toBeVisible();
  await expect(admin.getByLabel('Password')).toBeFocused();
  await expectSound(admin, 'first-run');

  await admin.getByLabel('Password').fill(password);
  await admin.getByRole('button', { name: 'Create administrator' }).click();
  await expect(admin.getByText(/token does not work/)).toBeVisible();

  await admin.getByLabel('One-time token').fill(printed());
  await admin.getByRole('button', { name: 'Create administrator' }).click();
  await expect(admin.getByRole('heading', { name: 'What should it watch?' })).toBeVisible();
  await admin.getByRole('button', { name: 'Show variables' }).first().click();
  await expectSound(admin, 'welcome');
});

test('never sends the token of an invitation in an address', async () => {
  await admin.goto('/settings?tab=members');
  await admin.getByRole('button', { name: 'Invite…' }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await expect(admin.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expect(admin.getByRole('dialog').getByLabel('Email')).toBeFocused();
  await expectSound(admin, 'invite');
  await admin.getByRole('dialog').getByLabel('Email').fill(mei);
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  const link = await admin.getByLabel(`Invitation link for ${mei}`).inputValue();
  await expectSound(admin, 'invited');
  const token = new URL(link).hash.replace('#token=', '');
  expect(token.length).toBeGreaterThan(20);

  const asked: string[] = [];
  member.on('request', (request) => asked.push(request.url().replace(/#.*/, '')));
  await member.goto(link);
  await expect(member.getByRole('heading', { name: 'Join Harbor Goods' })).toBeVisible();
  await expectSound(member, 'invitation');
  await member.getByLabel('Name').fill('Mei Tan');
  await member.getByLabel('Password').fill(password);
  await member.getByRole('button', { name: 'Accept and sign in' }).click();
  await expectLive(member);
  expect(asked.filter((url) => url.includes(token))).toEqual([]);
});

test('a key is shown until it is stored, and its revocation names it', async () => {
  await admin.goto('/settings?tab=keys');
  await admin.getByRole('button', { name: 'New key…' }).click();
  await admin.getByRole('dialog').getByLabel('Name').fill('grafana-read');
  await expectSound(admin, 'new-key');
  await admin.getByRole('button', { name: 'Make key' }).click();
  await expect(admin.getByLabel('API key grafana-read')).toBeVisible();
  await expectSound(admin, 'key-made');
  await admin.getByRole('button', { name: 'I have stored it' }).click();
  await expect(admin.getByLabel('API key grafana-read')).toHaveCount(0);
  await admin.getByRole('button', { name: 'grafana-read menu' }).click();
  await admin.getByRole('menuitem', { name: 'Revoke…' }).click();
  await expect(admin.getByRole('heading', { name: 'Revoke the key “grafana-read”' })).toBeVisible();
  await expectSound(admin, 'revoke-key');
  await admin.getByRole('button', { name: 'Keep it' }).click();
});

test('asks for the code of the app once that is set up, takes a pasted one, and a recovery code once', async () => {
  await member.goto('/settings?tab=profile');
  await member.getByRole('button', { name: 'Set it up…' }).click();
  await member.getByLabel('Your password').fill(password);
  await member.getByRole('button', { name: 'Continue' }).click();
  await expect(member.getByRole('img', { name: /^QR code/ }).locator('path')).toBeAttached();
  const secret = (await member.getByRole('dialog').locator('code').innerText()).replaceAll(' ', '');
  await expectSound(member, 'authenticator');
  await member.getByLabel('Digit 1 of 6').pressSequentially(totp(secret));
  const app = member.getByRole('region', { name: 'Authenticator app' });
  await expect(app.getByRole('listitem').first()).toBeVisible();
  const [recovery = ''] = await app.getByRole('listitem').allInnerTexts();
  await expectSound(member, 'recovery-codes');
  await app.getByRole('button', { name: 'I have stored them' }).click();
  await expect(app.getByText('On', { exact: true })).toBeVisible();

  await signOut(member);
  await signIn(member, mei);
  await member.getByLabel('Digit 1 of 6').pressSequentially('000000');
  await expect(member.getByText(/invalid code/i)).toBeVisible();
  await expect(member.getByLabel('Digit 1 of 6')).toBeFocused();
  await expectSound(member, 'second-factor');
  await paste(member, nextTotp(secret));
  await expectLive(member);

  for (const works of [true, false]) {
    await signOut(member);
    await signIn(member, mei);
    await member.getByRole('button', { name: 'Use a recovery code' }).click();
    await member.getByLabel('Recovery code').fill(recovery);
    await member.getByRole('button', { name: 'Sign in' }).click();
    if (works) await expectLive(member);
    else await expect(member.getByText(/invalid/i)).toBeVisible();
    if (!works) break;
  }
});

test('signing out on purpose leads to the plain sign-in page, being thrown out keeps the way back', async () => {
  await member.goto('/sign-in?back=%2Fsettings%3Ftab%3Dprofile');
  await signIn(member, mei);
  await expect(member.getByLabel('Digit 1 of 6')).toBeVisible();
  await admin.goto('/settings?tab=profile');
  await expectLive(admin);
  await signOut(admin);
  await expect(admin).toHaveURL(/\/sign-in$/);
  await admin.goto('/settings?tab=audit');
  await expect(admin).toHaveURL(/\/sign-in\?back=%2Fsettings%3Ftab%3Daudit$/);
  await signIn(admin, priya);
  await expect(admin).toHaveURL(/\/settings\?tab=audit$/);
});

test('a removed member is thrown out of the page that is open', async ({ browser }) => {
  const { url } = await admin.evaluate(async () => {
    const body = JSON.stringify({ email: 'jonas@harbor.example', role: 'viewer' });
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/invitations', { method: 'POST', headers, body })).json();
  });
  const page = await browser.newPage({ extraHTTPHeaders: { 'x-forwarded-for': '10.4.0.50' } });
  await page.goto(url);
  await page.getByLabel('Name').fill('Jonas Weber');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Accept and sign in' }).click();
  await expectLive(page);

  await admin.goto('/settings?tab=members');
  await admin.getByRole('button', { name: 'Jonas Weber menu' }).click();
  await admin.getByRole('menuitem', { name: 'Remove…' }).click();
  await admin.getByRole('button', { name: 'Remove Jonas' }).click();
  await expect(admin.getByRole('cell', { name: 'Jonas Weber' })).toHaveCount(0);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.close();
});

/** As a person pastes a code that they copied with its space. */
async function paste(page: Page, code: string): Promise<void> {
  await page.getByLabel('Digit 1 of 6').evaluate(
    (box, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', text);
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    `${code.slice(0, 3)} ${code.slice(3)}`,
  );
}
