import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Action, Deployment, Pipeline } from '@smartops/contract';
import { expect as expectNow, type Locator, type Page, test } from '@playwright/test';
import { type Simulator, startSimulator } from '../simulator/src/index.ts';
import { firstRunToken, type Product, startProduct } from './product.ts';

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

async function choose(row: Locator, item: string): Promise<Locator> {
  await row.getByRole('button', { name: / menu$/ }).click();
  await row.getByRole('menuitem', { name: item, exact: true }).click();
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
