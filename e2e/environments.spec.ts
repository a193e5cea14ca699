import type { Page } from '@playwright/test';
import type { Insight, ServiceEnvironments } from '@smartops/contract';
import { expectSound } from './sound.ts';
import { expect, test } from './test.ts';

const services = async (page: Page): Promise<ServiceEnvironments[]> =>
  (await (await page.request.get('/api/environments')).json()).services;
const open = async (page: Page, path: string) => {
  await page.goto(path);
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible({ timeout: 20_000 });
};
const rowOf = (page: Page, service: string | undefined) =>
  region(page, 'Environments')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: service ?? 'none' }) });
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test.beforeEach(async ({ page }) => {
  await expect.poll(async () => (await services(page)).length, { timeout: 60_000 }).toBeGreaterThan(3);
});

test('the matrix says what is live where, and a cell opens what changed with it', async ({ page }) => {
  const row = (await services(page)).find(({ production }) => production?.live && production.beforeId);
  const live = row?.production?.live;
  await open(page, '/deployments');
  const cells = rowOf(page, row?.name);
  await expect(cells.getByText(live?.author ?? 'nobody').first()).toBeVisible();
  await expectSound(page, 'environments');
  await cells
    .getByRole('button', { name: live?.version ?? live?.commit ?? 'none' })
    .first()
    .click();

  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: `${row?.name}: what changed` })).toBeVisible();
  await expect(dialog.getByRole('heading', { name: /^\d+.commits?/ })).toBeVisible();
  await expect(dialog.getByRole('link', { name: 'Compare on GitHub' })).toHaveAttribute(
    'href',
    /\/compare\//,
  );
  await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe(live?.id);
  await expectSound(page, 'compare');

  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await page.goForward();
  await expect(dialog.getByRole('heading', { name: /^\d+.commits?/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/[?&]compare=/);
});

test('where production and staging differ, the mark compares the two', async ({ page }) => {
  const row = (await services(page)).find(({ drift }) => drift);
  await open(page, '/deployments');
  await rowOf(page, row?.name).getByTitle('Compare production with staging').click();

  await expect(page.getByRole('dialog').getByText(/ in production → .* in staging$/)).toBeVisible();
});

test('the filter of the runs lives in the address, and can be taken back', async ({ page }) => {
  await open(page, '/deployments?workflow=CI&run=main');
  const runs = region(page, 'Workflow runs');
  const rows = runs.locator('tbody').getByRole('row');
  await expect(rows.first()).toBeVisible();
  await expect(rows.filter({ hasNotText: 'CI' })).toHaveCount(0);
  await runs.getByRole('button', { name: 'Status' }).click();
  await runs.getByRole('menuitemradio', { name: 'Failed' }).click();
  await expect(rows.filter({ hasText: 'Success' })).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).searchParams.get('run-status')).toBe('failed');

  await runs.getByRole('searchbox', { name: 'Find a run' }).fill('no such run');
  await runs.getByRole('button', { name: 'Clear filter' }).click();
  await expect(rows.filter({ hasText: 'Success' }).first()).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

test('insight shows what the API has, says how it is made, and keeps its window in the address', async ({
  page,
}) => {
  await open(page, '/deployments');
  const panel = region(page, 'Insight');
  await panel.getByRole('button', { name: '30d' }).click();
  await expect(panel.getByText('Change failure rate').first()).toBeVisible();
  const { insight }: { insight: Insight } = await (await page.request.get('/api/insight?window=30d')).json();
  const [busiest] = insight.workflows;
  const row = panel
    .getByRole('row')
    .filter({ hasText: busiest?.workflow ?? 'none' })
    .filter({ hasText: busiest?.repository.split('/').at(-1) ?? 'none' })
    .first();
  await expect(row).toContainText('%');
  await panel.getByText('How these figures are made').click();
  await expect(panel.getByText(insight.formulas.leadTimeMs)).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get('insight')).toBe('30d');
  await panel.scrollIntoViewIfNeeded();
  await expectSound(page, 'insight');
});
