import { expect as expectNow, type Page } from '@playwright/test';
import { asked, choose, open, openPractice, type Practice } from './practice.ts';
import type { Product } from './product.ts';
import { expectSound } from './sound.ts';
import { test } from './test.ts';

// Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const ended = /Succeeded|Failed/;
let practice: Practice;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  practice = await openPractice(['pricing-service', 'search-indexer', 'storefront-web']);
  product = await practice.start('open');
  await asked(product).isFilled();
});

test.afterAll(() => practice?.close());

const newest = () => asked(product).newestAction();

const runRow = (page: Page, ...texts: string[]) =>
  texts.reduce(
    (rows, hasText) => rows.filter({ hasText }),
    page.getByRole('region', { name: 'Workflow runs' }).getByRole('row'),
  );

test('a failed run is run again from its menu, and is seen to end', async ({ page }) => {
  await open(page, product, '/deployments?run-status=failed&workflow=CI');
  const dialog = await choose(runRow(page, 'Failed', 'CI').first(), 'Re-run failed jobs');
  await expect(dialog.getByRole('heading')).toHaveText(/^Re-run the failed jobs of /);
  await expect(dialog.getByText(/^GitHub makes attempt 2 of run \d+/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Re-run failed jobs' }).click();

  await expect(dialog.getByText(/^Approved by/)).toBeVisible();
  await expect(dialog.getByText(ended)).toBeVisible({ timeout: 90_000 });
  expect((await newest()).status).toMatch(/succeeded|failed/);
});

test('a run that goes on is cancelled, and seen to stop', async ({ page }) => {
  await open(page, product, '/deployments');
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

test('a proposal that is closed is rejected, and a refusal says why', async ({ page }) => {
  await open(page, product, '/deployments?environment=production&find=search-indexer');
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
  const shipped = (await asked(product).runs()).find(
    ({ name, repository, status }) =>
      name === 'Deploy' && repository.endsWith('/pricing-service') && status === 'success',
  );
  await open(page, product, `/deployments?modal=pipeline-logs&id=${shipped?.id}`);
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
