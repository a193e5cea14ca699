import { readFile } from 'node:fs/promises';
import { expect, test } from './test.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('Connected', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
});

test('shows this machine and the demo cloud, and changes before the eyes of whoever watches', async ({
  page,
}) => {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await expect(page.getByText('Demo', { exact: true })).toBeVisible();
  for (const name of [/Host CPU/, /Host memory/, /Host disk/])
    await expect(page.getByRole('article', { name }).first()).toContainText('%', { timeout: 20_000 });

  const cpu = page.getByRole('article', { name: /Host CPU/ }).locator('.metric-value');
  const reading = await cpu.innerText();
  await expect(cpu).not.toHaveText(reading, { timeout: 30_000 });

  const polygon = page.getByRole('row', { name: /Polygon/ });
  await expect(polygon).toBeVisible({ timeout: 30_000 });
  const block = await polygon.innerText();
  await expect(polygon).not.toHaveText(block, { timeout: 30_000 });
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('keeps range in the address and theme in the browser', async ({ page }) => {
  await page
    .getByRole('button', { name: 'Last 24 hours' })
    .or(page.getByRole('button', { name: '24h' }))
    .first()
    .click();
  await expect(page).toHaveURL(/range=24h/);
  await page.reload();
  await expect(page).toHaveURL(/range=24h/);

  const theme = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await theme();
  await page.getByRole('button', { name: 'Switch theme' }).click();
  await expect.poll(theme).not.toBe(before);
  const after = await theme();
  await page.reload();
  await expect.poll(theme).toBe(after);
});

test('hands out the readings behind a chart', async ({ page }) => {
  await expect(page.locator('canvas').first()).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole('figure', { name: /5xx rate/ })
    .getByRole('button', { name: /: menu$/ })
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');

  const [head, ...rows] = text.trim().split('\r\n');
  expect(head).toMatch(/^time,/);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,[\d.]+/);
});

test('opens a metric with its statistics by its address, and closes it with Escape', async ({ page }) => {
  await page
    .getByRole('article', { name: /Host memory/ })
    .getByRole('button')
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Host memory');
  await expect(dialog).toContainText(/p95/i);
  await expect(page).toHaveURL(/modal=metric/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).not.toHaveURL(/modal=/);
});

test('shows the log of a stage of the demo pipeline', async ({ page }) => {
  await page.goto('/deployments');
  const runs = page.getByRole('region', { name: 'Workflow runs' });
  await runs
    .getByRole('row', { name: /Success/ })
    .first()
    .getByRole('button')
    .first()
    .click({ timeout: 40_000 });
  await expect(page.getByRole('log')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('log').getByRole('listitem').first()).toBeVisible({ timeout: 20_000 });
});
