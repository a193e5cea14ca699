import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect as expectNow, type Page, test } from '@playwright/test';
import { openCompany } from '../backend/src/identity/company.fixture.ts';
import { openMailbox } from '../backend/src/identity/mail.fixture.ts';
import { freePort, type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// The company's sign-in and mail. Each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-company-'));
const password = 'correct horse battery';
const newPassword = 'a staple of another battery';
const [priya, lena] = ['priya.nair@harbor.example', 'lena.vogel@harbor.example'];
const people = {
  lena: { name: 'Lena Vogel', email: lena, email_verified: true },
  kim: { name: 'Kim', email: 'kim@harbor.example', email_verified: true },
};
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let company: Awaited<ReturnType<typeof openCompany>>;
let product: Product;
let home: string;
let admin: Page;
let visitor: Page;

test.beforeAll(async ({ browser }) => {
  const port = await freePort();
  home = `http://localhost:${port}`;
  mailbox = await openMailbox();
  company = await openCompany({ origin: home, people });
  product = await startProduct({
    ...mailbox.variables,
    ...company.variables,
    PORT: String(port),
    PUBLIC_URL: home,
    OIDC_NAME: 'Harbor Goods sign-in',
    DATA_DIR: folder,
    AUTH_MODE: 'required',
    TRUST_PROXY: '1',
    RATE_LIMIT_PER_MINUTE: '100000',
  });
  admin = await visit(browser, '10.5.0.17');
  visitor = await visit(browser, '10.5.0.31');
  const printed = () => product.output().match(/\n {4}(\S{4}-\S{4}-\S{4})\n/)?.[1] ?? '';
  await expect.poll(printed).not.toBe('');
  const founder = { token: printed(), name: 'Priya Nair', email: priya, password, workspace: 'Harbor Goods' };
  expect((await admin.request.post('/api/first-run', { data: founder })).ok()).toBe(true);
  await admin.goto('/sign-in');
  await signIn(admin, priya, password);
  await expectLive(admin);
});

test.afterAll(async () => {
  await product?.stop();
  await company?.close();
  await mailbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** From an address of their own, so that nobody's tries count against another. */
async function visit(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: home,
    extraHTTPHeaders: { 'x-forwarded-for': address },
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  });
  return context.newPage();
}

const expectLive = (page: Page) => expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
const viaCompany = (page: Page) => page.getByRole('button', { name: 'Continue with Harbor Goods sign-in' });

async function signIn(page: Page, email: string, word: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(word);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** On the company's own pages. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

const letterTo = async (address: string, subject: string) => {
  const found = () =>
    mailbox.received.find(({ to, headers }) => to.includes(address) && headers.subject === subject);
  await expect.poll(found).toBeDefined();
  return found()?.body.match(/http\S+/)?.[0] ?? '';
};

test('a stranger whom the company knows is told to ask for an invitation', async () => {
  await visitor.goto('/sign-in');
  await expectSound(visitor, 'company');
  await viaCompany(visitor).click();
  await signInThere(visitor, 'kim');
  await expect(visitor.getByText('Harbor Goods sign-in did not let you in')).toBeVisible();
  await expect(visitor.getByText(/nobody has invited you here\. Ask an administrator/)).toBeVisible();
  await expectSound(visitor, 'company-refused');
  await visitor.context().clearCookies();
});

test('who cancels at the company is back at sign-in and reads so', async () => {
  await visitor.goto('/sign-in');
  await viaCompany(visitor).click();
  await visitor.getByRole('link', { name: 'Cancel' }).click();
  await expect(visitor.getByText(/It was cancelled/)).toBeVisible();
});

test('who was invited comes in through the company, to the page they wanted', async () => {
  await admin.goto('/settings?tab=members');
  await admin.getByRole('button', { name: 'Invite…' }).click();
  await admin.getByRole('dialog').getByLabel('Email').fill(lena);
  await admin.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await expect(admin.getByLabel(`Invitation link for ${lena}`)).toBeVisible();
  const link = await letterTo(lena, 'You are invited to Harbor Goods');
  expect(await admin.getByLabel(`Invitation link for ${lena}`).inputValue()).toBe(link);
  await expectSound(admin, 'invited-by-mail');

  await visitor.goto('/settings?tab=profile');
  await expect(visitor).toHaveURL(/\/sign-in\?back=/);
  await viaCompany(visitor).click();
  await signInThere(visitor, 'lena');
  await expect(visitor).toHaveURL(`${home}/settings?tab=profile`);
  await expectLive(visitor);
  await expect(visitor.getByRole('button', { name: 'Account of Lena Vogel' })).toBeVisible();
  await expect(visitor.getByRole('cell', { name: '10.5.0.31' })).toBeVisible();
  await expect(visitor.getByText('You sign in without a password.')).toBeVisible();
  await expect(visitor.getByText('Whether a second factor is asked for is up to the company.')).toBeVisible();
  await expectSound(visitor, 'company-profile');
});

test('the way in is on record, allowed and refused', async () => {
  await admin.goto('/settings?tab=audit');
  const row = (text: RegExp) => admin.getByRole('row').filter({ hasText: text });
  await expect(row(/session\.start.*lena\.vogel|lena.vogel.*session\.start/i).first()).toBeVisible();
  await expect(admin.getByText('not_a_member').first()).toBeVisible();
});

test('a forgotten password is set anew by mail, once, and ends what was open', async ({ browser }) => {
  await admin.context().clearCookies();
  const open = admin;
  const browserOfHers = await visit(browser, '10.5.0.18');
  await browserOfHers.goto('/sign-in');
  await signIn(browserOfHers, priya, password);
  await expectLive(browserOfHers);

  await open.goto('/sign-in');
  await open.getByRole('button', { name: 'Forgot it?' }).click();
  await expectSound(open, 'forgotten');
  await open.getByLabel('Email').fill(priya);
  await open.getByRole('button', { name: 'Send the link' }).click();
  await expect(open.getByText(/a link to set a new password is on its way/)).toBeVisible();
  await expectSound(open, 'forgotten-sent');
  const link = await letterTo(priya, 'A new password for SmartOpsAgent');

  const asked: string[] = [];
  open.on('request', (request) => asked.push(request.url().replace(/#.*/, '')));
  await open.goto(link);
  await open.getByRole('textbox', { name: 'New password' }).fill('short');
  await open.getByRole('button', { name: 'Set password' }).click();
  await expect(open.getByText('Password too short')).toBeVisible();
  await expectSound(open, 'reset');
  await open.getByRole('textbox', { name: 'New password' }).fill(newPassword);
  await open.getByRole('button', { name: 'Set password' }).click();
  await open.getByRole('link', { name: 'Sign in with it' }).click();
  expect(asked.filter((url) => url.includes(new URL(link).hash.replace('#token=', '')))).toEqual([]);
  await expect(browserOfHers).toHaveURL(/\/sign-in/);
  await signIn(open, priya, newPassword);
  await expectLive(open);

  await browserOfHers.goto(link);
  await browserOfHers.getByRole('textbox', { name: 'New password' }).fill(password);
  await browserOfHers.getByRole('button', { name: 'Set password' }).click();
  await expect(browserOfHers.getByRole('link', { name: 'Ask for a new one' })).toBeVisible();
  await expectSound(browserOfHers, 'reset-used');
  await browserOfHers.close();
});

test('a new password in the profile keeps this browser and signs out the others', async ({ browser }) => {
  const other = await visit(browser, '10.5.0.19');
  await other.goto('/sign-in');
  await signIn(other, priya, newPassword);
  await expectLive(other);
  await admin.goto('/settings?tab=profile');
  await admin.getByLabel('Current password').fill(newPassword);
  await admin.getByRole('textbox', { name: 'New password' }).fill(password);
  await admin.getByRole('button', { name: 'Change password' }).click();

  await expect(admin.getByText('Changed', { exact: true })).toBeVisible();
  await expect(other).toHaveURL(/\/sign-in/);
  await expectLive(admin);
  await expect(admin).toHaveURL(/\/settings\?tab=profile$/);
  await other.close();
});

test('when the company does not answer, the page says so and the password works', async ({ browser }) => {
  await company.close();
  const page = await visit(browser, '10.5.0.20');
  await page.goto('/sign-in');
  await viaCompany(page).click();
  await expect(page.getByText('Harbor Goods sign-in does not answer')).toBeVisible();
  await expect(page.getByText(/Try again in a minute\. Passkey and password still work\./)).toBeVisible();
  await expectSound(page, 'company-away');
  await signIn(page, priya, password);
  await expectLive(page);
  await page.close();
});
