import { expect as expectNow, type Page } from '@playwright/test';
import { asked, openPractice, type Practice } from './practice.ts';
import type { Product } from './product.ts';
import { expectSound } from './sound.ts';
import { test } from './test.ts';

test.setTimeout(120_000);

const expect = expectNow.configure({ timeout: 20_000 });
let practice: Practice;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  practice = await openPractice(['search-indexer', 'storefront-web', 'checkout-api']);
  product = await practice.start('open');
  await asked(product).isFilled();
});
test.afterAll(() => practice?.close());

const rows = (page: Page) =>
  page.getByRole('region', { name: 'Workflow runs' }).locator('tbody').getByRole('row');
const foot = (page: Page) => page.getByRole('region', { name: 'Workflow runs' }).getByText(/ of [\d,]+.runs/);

async function open(page: Page, query: string): Promise<void> {
  await page.goto(product.api.replace('/api', `/deployments${query}`));
  await expect(rows(page).first()).toBeVisible();
}

test('goes back through all of history, and says how much of it is shown', async ({ page }) => {
  const { total } = await (await fetch(`${product.api}/runs?limit=1&status=success`)).json();
  expect(total).toBeGreaterThan(100);
  await open(page, '?run-status=success');
  // It is live: there may be more by now.
  const said = async () =>
    Number((await foot(page).innerText()).replace(/.* of ([\d,]+).*/, '$1').replace(',', ''));
  expect(await said()).toBeGreaterThanOrEqual(total);
  const before = await rows(page).count();
  expect(before).toBeLessThan(50);
  const more = page.getByRole('region', { name: 'Workflow runs' }).getByRole('button', { name: 'Show more' });
  await more.click();
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(before + 75);
  await expect(rows(page).filter({ hasNotText: 'Success' })).toHaveCount(0);
});

test('filters by what is in the address, all of it at once', async ({ page }) => {
  await open(page, '?repository=harbor-goods%2Fcheckout-api&environment=production&run=deploy');
  const region = page.getByRole('region', { name: 'Workflow runs' });
  await expect(rows(page).filter({ hasNotText: 'checkout-api' })).toHaveCount(0);
  await region.getByRole('button', { name: 'Started by' }).click();
  await region.getByRole('menuitemradio', { name: 'jweber' }).click();
  await expect(page).toHaveURL(/actor=jweber/);
  await expect(rows(page).filter({ hasNotText: 'jweber' })).toHaveCount(0);
  await expectSound(page, 'runs');
  await region.getByRole('button', { name: 'Clear filter' }).click();
  await expect(rows(page).filter({ hasNotText: 'checkout-api' }).first()).toBeVisible();
});

test('a new run that matches appears at the head, under a menu that stays open', async ({ page }) => {
  const { runs } = await (await fetch(`${product.api}/runs?limit=30&workflow=CI&status=success`)).json();
  const older = runs[20];
  await open(page, '?workflow=CI');
  const head = rows(page).first();
  const known = await head.innerText();
  const menu = rows(page).nth(1).getByRole('menu');
  await rows(page)
    .nth(1)
    .getByRole('button', { name: / menu$/ })
    .click();
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  const item = await focused();
  expect(item).toBeTruthy();
  const opened = page.locator('[role=menu]:popover-open');
  await expect(opened).toHaveCount(1);
  await expect(menu).toBeVisible();

  const reply = await fetch(`${product.api}/pipeline/${older.id}/rerun`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.api.replace('/api', '') },
    body: '{}',
  });
  expect(reply.ok, await reply.text()).toBe(true);
  await expect(head).not.toHaveText(known);
  await expect(head).toContainText(older.commit);
  await expect(opened).toHaveCount(1);
  expect(await focused()).toBe(item);
  await page.keyboard.press('Escape');
  await expect(opened).toHaveCount(0);
});

test('deployments are found among all there ever were, counted by environment, and the address says which', async ({
  page,
}) => {
  const list = page.getByRole('region', { name: 'Deployments', exact: true });
  const lines = list.locator('tbody').getByRole('row');
  const { counts } = await (await fetch(`${product.api}/deployments/history?limit=1&status=success`)).json();
  expect(counts.production).toBeGreaterThan(25);
  await open(page, '?environment=production&deploy-status=success');
  await expect(lines).toHaveCount(25);
  await expect(list.getByRole('status')).toContainText('that match');
  await list.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => lines.count()).toBeGreaterThan(25);
  await expect(lines.filter({ hasNotText: 'Success' })).toHaveCount(0);
  await list.getByRole('button', { name: 'Service', exact: true }).click();
  await list.getByRole('menuitemradio', { name: 'checkout-api' }).click();
  await expect(page).toHaveURL(/service=checkout-api/);
  await expect(lines.filter({ hasNotText: 'checkout-api' })).toHaveCount(0);
  await expectSound(page, 'deployments');
  await list.getByRole('searchbox').fill('no such deployment');
  await expect(list.getByRole('heading', { name: 'No deployment matches' })).toBeVisible();
  await list.getByRole('button', { name: 'Clear filter' }).click();
  await expect(lines.filter({ hasNotText: 'checkout-api' }).first()).toBeVisible();
});
