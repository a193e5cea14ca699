import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Locator, type Page, test } from '@playwright/test';
import type { Action, Deployment, Pipeline } from '@smartops/contract';
import { type Simulator, startSimulator } from '../simulator/src/index.ts';
import { firstRunToken, type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// The demo's own GitHub, in which ten minutes pass in one: runs take minutes. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-actions-'));
const repositories = ['pricing-service', 'search-indexer', 'storefront-web'];
const startedAt = Date.now();
const github = { epoch: startedAt - 3_600_000, speed: 10 };
const ended = /Succeeded|Failed/;
let simulator: Simulator;
let product: Product;

const start = (name: string, env: Record<string, string>) =>
  startProduct({
    DATA_DIR: join(folder, name),
    RATE_LIMIT_PER_MINUTE: '100000',
    GITHUB_TOKEN: 'demo',
    GITHUB_OWNER: 'harbor-goods',
    GITHUB_REPO: repositories.join(),
    GITHUB_API_URL: simulator.githubUrl,
    GITHUB_INTERVAL_SECONDS: '2',
    ...env,
  });

test.beforeAll(async () => {
  const { epoch, speed } = github;
  simulator = await startSimulator({ epoch, now: () => epoch + (Date.now() - startedAt) * speed });
  product = await start('open', {});
  await expect.poll(async () => (await runs()).length, { timeout: 60_000 }).toBeGreaterThan(20);
  await expect.poll(async () => (await deployments()).length, { timeout: 60_000 }).toBeGreaterThan(10);
});

test.afterAll(async () => {
  await product?.stop();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function read<Reply>(path: string): Promise<Reply> {
  return (await fetch(product.api + path)).json() as Promise<Reply>;
}
const runs = async () => (await read<{ pipelines: Pipeline[] }>('/pipelines?limit=50')).pipelines;
const deployments = async () =>
  (await read<{ deployments: Deployment[] }>('/deployments?limit=200')).deployments;
const newest = async () => (await read<{ actions: [Action] }>('/actions?limit=1')).actions[0];

async function open(page: Page, path: string): Promise<void> {
  await page.goto(product.api.replace('/api', path));
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
}

/** A row that moves while its menu is open closes it; one opens it again then. */
async function choose(row: Locator, item: string): Promise<Locator> {
  const entry = row.getByRole('menuitem', { name: item, exact: true });
  await expect(async () => {
    if (!(await entry.isVisible()))
      await row.getByRole('button', { name: / menu$/ }).click({ timeout: 2_000 });
    await entry.click({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  return row.page().getByRole('dialog');
}

const runRow = (page: Page, ...texts: string[]) =>
  texts.reduce(
    (rows, hasText) => rows.filter({ hasText }),
    page.getByRole('region', { name: 'Workflow runs' }).getByRole('row'),
  );

test('a failed run is run again from its menu, and is seen to end', async ({ page }) => {
  await open(page, '/deployments');
  const region = page.getByRole('region', { name: 'Workflow runs' });
  const more = region.getByRole('button', { name: 'Show more' });
  if (await more.isVisible()) await more.click();
  const dialog = await choose(runRow(page, 'Failed', 'CI').first(), 'Re-run failed jobs');
  await expect(dialog.getByRole('heading')).toHaveText(/^Re-run the failed jobs of /);
  await expect(dialog.getByText(/^GitHub makes attempt 2 of run \d+/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Re-run failed jobs' }).click();

  await expect(dialog.getByText(/^Approved by/)).toBeVisible();
  await expect(dialog.getByText(ended)).toBeVisible({ timeout: 90_000 });
  expect((await newest()).status).toMatch(/succeeded|failed/);
});

test('a run that goes on is cancelled, and seen to stop', async ({ page }) => {
  await open(page, '/deployments');
  const row = runRow(page, 'storefront-web', 'CI', 'Success').first();
  const again = await choose(row, 'Re-run all jobs');
  await again.getByRole('button', { name: 'Re-run all jobs' }).click();
  await expect(again.getByText(/attempt \d+ is /)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(again).toHaveCount(0);
  const toast = page.getByRole('status').filter({ hasText: 'Running storefront-web again' });
  await expect(toast).toBeVisible();

  const going = runRow(page, 'storefront-web', 'CI', 'Running').first();
  const dialog = await choose(going, 'Cancel');
  await expect(dialog.getByText(/what they have changed stays changed/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel the run' }).click();

  await expect(dialog.getByText(/was cancelled$/)).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByText('Succeeded')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(runRow(page, 'storefront-web', 'CI', 'Cancelled').first()).toBeVisible();
});

test('production is rolled back once its name is typed, and what came of it is on record', async ({
  page,
}) => {
  const live = (await deployments()).find(
    ({ name, environment, rawStatus }) =>
      name === 'search-indexer' && environment === 'production' && rawStatus === 'success',
  );
  await open(page, '/deployments?environment=production&find=search-indexer');
  const row = page
    .getByRole('region', { name: 'Deployments', exact: true })
    .getByRole('row')
    .filter({ hasText: live?.version ?? 'no version' })
    .first();
  const dialog = await choose(row, 'Roll back…');
  const approve = dialog.getByRole('button', { name: 'Roll back' });
  await expect(dialog.getByText(/^Roll search-indexer in production back from v/)).toBeVisible();
  await expect(dialog.getByText(/will no longer be live/)).toBeVisible();
  await expectSound(page, 'action-proposal');

  await expect(approve).toBeDisabled();
  await dialog.getByLabel('Type search-indexer to confirm').fill('search-indexe');
  await page.keyboard.press('Enter');
  await expect(approve).toBeDisabled();
  await dialog.getByLabel('Type search-indexer to confirm').fill('search-indexer');
  await approve.click();
  await expect(dialog.getByText('It goes on when you close this')).toBeVisible();
  await expectSound(page, 'action-progress');

  await page.keyboard.press('Escape');
  const listed = page.getByRole('region', { name: 'Under way and waiting for approval' });
  await expect(listed.getByText(/^Roll search-indexer in production back/)).toBeVisible();
  await expect(page.getByRole('status').getByText('Rolling search-indexer back')).toBeVisible();
  await expectSound(page, 'action-under-way');
  await page.getByRole('status').getByRole('button', { name: 'Show' }).last().click();
  await expect(dialog.getByText(/ is live in production$/)).toBeVisible({ timeout: 90_000 });
  await expect(dialog.getByText('Succeeded')).toBeVisible();

  await open(page, '/');
  await expect(
    page
      .getByRole('region', { name: 'Activity' })
      .getByText(/^Roll search-indexer in production back/)
      .first(),
  ).toBeVisible();
});

test('a proposal that is closed is rejected, and a refusal says why', async ({ page }) => {
  await open(page, '/deployments?environment=production&find=search-indexer');
  const rows = page.getByRole('region', { name: 'Deployments', exact: true }).getByRole('row');
  const dialog = await choose(rows.nth(1), 'Redeploy');
  await expect(dialog.getByRole('button', { name: 'Redeploy' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(rows.nth(1).getByRole('button', { name: / menu$/ })).toBeFocused();
  await expect.poll(async () => (await newest()).status).toBe('rejected');

  await choose(rows.nth(5), 'Roll back…');
  await expect(dialog.getByRole('alert')).toContainText('Roll that one back');
  await expectSound(page, 'action-refused');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toHaveCount(0);
});

test('a run that waits for a reviewer is reviewed from its menu, and goes on', async ({ page }) => {
  const shipped = (await runs()).find(
    ({ name, repository, status }) =>
      name === 'Deploy' && repository.endsWith('/pricing-service') && status === 'success',
  );
  await open(page, `/deployments?modal=pipeline-logs&id=${shipped?.id}`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Actions', exact: true }).click();
  await dialog.getByRole('menuitem', { name: 'Re-run all jobs' }).click();
  await dialog.getByLabel('Type pricing-service to confirm').fill('pricing-service');
  await dialog.getByRole('button', { name: 'Re-run all jobs' }).click();
  await expect(dialog.getByText(/ is waiting$/)).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press('Escape');

  await choose(runRow(page, 'pricing-service', 'Deploy', 'Pending').first(), 'Review…');
  await dialog.getByLabel('Comment, shown at GitHub').fill('Prices were checked');
  await expectSound(page, 'action-review');
  await dialog.getByRole('button', { name: 'Look what would happen' }).click();
  await expect(dialog.getByText(/^Let Deploy of pricing-service go on to production$/)).toBeVisible();
  await dialog.getByLabel('Type pricing-service to confirm').fill('pricing-service');
  await dialog.getByRole('button', { name: 'Send the review' }).click();

  await expect(dialog.getByText('The run waits no longer')).toBeVisible({ timeout: 60_000 });
});

test.describe('where people sign in', () => {
  const password = 'correct horse battery';
  let guarded: Product;
  let ada: Page;
  let mei: Page;
  let ola: Page;

  test.beforeAll(async ({ browser }) => {
    guarded = await start('guarded', { AUTH_MODE: 'required', APPROVAL_TWO_PEOPLE: 'true' });
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
    await guarded?.stop();
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
    await expect(mei.getByRole('menuitem', { name: /Redeploy|Roll back|Re-run|Cancel|Review/ })).toHaveCount(
      0,
    );

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
    await dialog.getByRole('button', { name: 'Send for approval' }).click();
    await expect(dialog).toHaveCount(0);

    await ola.goto('/deployments');
    const waiting = ola.getByRole('region', { name: 'Under way and waiting for approval' });
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
});
