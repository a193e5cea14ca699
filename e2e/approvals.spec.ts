import { expect as expectNow, type Page } from '@playwright/test';
import { choose, openPractice, type Practice } from './practice.ts';
import { firstRunToken, type Product } from './product.ts';
import { expectSound } from './sound.ts';
import { test } from './test.ts';

test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const password = 'correct horse battery';
let practice: Practice;
let guarded: Product;
let ada: Page;
let mei: Page;
let ola: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000);
  practice = await openPractice(['search-indexer']);
  guarded = await practice.start('guarded', { AUTH_MODE: 'required', APPROVAL_TWO_PEOPLE: 'true' });
  const home = `http://localhost:${guarded.port}`;
  const post = async (page: Page, path: string, data: object) => {
    const reply = await page.request.post(`/api${path}`, { data, headers: { origin: home } });
    expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
    return reply.json();
  };
  const visit = async () =>
    (
      await browser.newContext({
        viewport: { width: 1440, height: 900 },
        baseURL: home,
        reducedMotion: 'reduce',
      })
    ).newPage();
  const signIn = (page: Page, email: string) => post(page, '/auth/sign-in/email', { email, password });
  [ada, mei, ola] = [await visit(), await visit(), await visit()];
  const token = await firstRunToken(guarded);
  const own = { name: 'Ada Park', email: 'ada@example.com', password };
  await post(ada, '/first-run', { ...own, token, workspace: 'Harbor Goods' });
  await signIn(ada, own.email);
  for (const [page, name, rights] of [
    [mei, 'Mei Lin', { role: 'viewer' }],
    [ola, 'Ola Berg', { role: 'operator', approver: true }],
  ] as const) {
    const email = `${name.split(' ')[0]?.toLowerCase()}@example.com`;
    const { url } = await post(ada, '/invitations', { email, ...rights });
    const invited = new URL(url);
    const secret = invited.hash.slice(1) || invited.search.slice(1);
    const token = new URLSearchParams(secret).get('token') ?? secret;
    await post(page, '/invitation/accept', { token, name, password });
    await signIn(page, email);
  }
});

test.afterAll(async () => {
  await Promise.all([ada, mei, ola].map((page) => page?.context().close()));
  await practice?.close();
});

const production = (page: Page) =>
  page
    .getByRole('region', { name: 'Deployments', exact: true })
    .getByRole('row')
    .filter({ hasText: 'search-indexer' });

test('a viewer sees no action, and the API refuses one and writes that down', async () => {
  await mei.goto('/deployments?environment=production&find=search-indexer');
  const row = production(mei).first();
  await expect(async () => {
    await row.getByRole('button', { name: / menu$/ }).click({ timeout: 2_000 });
    await expect(row.getByRole('menuitem', { name: 'View Logs' })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(mei.getByRole('menuitem', { name: /Redeploy|Roll back|Re-run|Cancel|Review/ })).toHaveCount(0);

  const { deployments: all } = await (await mei.request.get('/api/deployments')).json();
  const refused = await mei.request.post('/api/actions', {
    data: { kind: 'rollback', target: all[0].id },
    headers: { origin: `http://localhost:${guarded.port}` },
  });
  expect(refused.status()).toBe(403);
  const { entries } = await (await ada.request.get('/api/audit?limit=20')).json();
  expect(entries).toContainEqual(
    expect.objectContaining({
      outcome: 'refused',
      actor: expect.objectContaining({ name: 'Mei Lin' }),
    }),
  );
});

test('production takes two people: one sends it for approval, another types the name', async () => {
  await ada.goto('/deployments?environment=production&find=search-indexer');
  const dialog = await choose(production(ada).first(), 'Redeploy');
  await expect(dialog.getByText(/^It needs two people here/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Redeploy' })).toHaveCount(0);
  // Who reads it has not asked anybody yet.
  await ola.goto('/deployments');
  const waiting = ola.getByRole('region', { name: 'Under way and waiting for approval' });
  await expect(production(ola).first()).toBeVisible();
  await expect(waiting).toHaveCount(0);
  const { actions } = await (await ola.request.get('/api/actions')).json();
  expect(actions).toEqual([]);
  await dialog.getByRole('button', { name: 'Send for approval' }).click();
  await expect(dialog).toHaveCount(0);

  await expect(waiting.getByText(/^Ada Park proposed it/)).toBeVisible();
  await expectSound(ola, 'action-waiting');
  await waiting.getByRole('button', { name: 'Approve…' }).click();
  const theirs = ola.getByRole('dialog');
  await theirs.getByLabel('Type search-indexer to confirm').fill('search-indexer');
  await theirs.getByRole('button', { name: 'Redeploy' }).click();

  await expect(theirs.getByText('Approved by Ola Berg')).toBeVisible();
  await expect(theirs.getByText(/^GitHub makes attempt/)).toBeVisible();
  await expect(ada.getByRole('status').getByText('Deploying search-indexer again')).toBeVisible();
});
