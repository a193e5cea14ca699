import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import type { Alert, Incident } from '@smartops/contract';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// The demo's story in its seventeenth minute: checkout-api fails since a deploy that drained the database's connections.
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-incidents-'));
let product: Product;
let name: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  writeFileSync(join(folder, 'demo-epoch'), String(Date.now() - 17 * 60_000));
  product = await startProduct({
    ...{ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '100000', METRICS_STREAM_SECONDS: '2' },
    ...{ AWS_INTERVAL_SECONDS: '5', GITHUB_INTERVAL_SECONDS: '10', INCIDENT_CALM_SECONDS: '2' },
  });
  const told = async () => (await failing()) ?? {};
  await expect.poll(told, { timeout: 240_000 }).toMatchObject({ severity: 'critical', alertCount: 2 });
  name = (await failing())?.name ?? '';
});

test.afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function read<Reply>(path: string): Promise<Reply> {
  return (await fetch(product.api + path)).json() as Promise<Reply>;
}
const incidents = async () => (await read<{ incidents: Incident[] }>('/incidents')).incidents;
const failing = async () => (await incidents()).find(({ title }) => title.startsWith('checkout-api'));
const found = async () => (await read<{ incident: Incident }>(`/incidents/${name}`)).incident;

async function send(method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(product.api + path, { method, headers, body: JSON.stringify(body) });
  return { status: reply.status, ...((await reply.json()) as { detail?: string; incident?: Incident }) };
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(product.api.replace('/api', path));
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
}
const view = (page: Page) => page.getByRole('region', { name: `Incident ${name}`, exact: true });
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline', exact: true });

test('one incident speaks for its alerts: on the Overview, on the rail, in the list', async ({ page }) => {
  await open(page, '/');
  const link = page.getByRole('link', { name: `Open ${name}` });
  await expect(link).toBeVisible();
  await expect(
    page
      .getByRole('navigation', { name: 'Main' })
      .first()
      .getByText(/^\d+ unacknowledged$/),
  ).toBeVisible();
  await expect(page).toHaveTitle(/^\(\d+\) Overview/);
  await link.click();
  await expect(view(page).getByRole('heading')).toContainText(/checkout-api .* after deploy v2\.31\.0/);

  await open(page, '/incidents/all');
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Nobody');
  await expectSound(page, 'incidents');
  await page.getByRole('searchbox', { name: 'Find an incident' }).fill('no such thing');
  await expect(page.getByRole('heading', { name: 'No incident matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await row.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`incident=${name}`));
});

test('is taken with a key, and a second browser sees it', async ({ page, browser }) => {
  const other = await browser.newPage();
  await open(other, `/incidents/all?incident=${name}`);
  await expect(view(other).getByText('Open', { exact: true })).toBeVisible();
  await open(page, `/incidents/all?incident=${name}`);
  await expect(view(page).getByRole('button', { name: 'Acknowledge' })).toBeVisible();
  await page.keyboard.press('a');
  await expect(view(other).getByText('Investigating', { exact: true })).toBeVisible();
  await expect(timeline(other)).toContainText('is investigating 2 alerts acknowledged with it');
  const { alerts } = await read<{ alerts: Alert[] }>('/alerts');
  expect(
    alerts.filter(({ title }) => title.startsWith('checkout-api')).every((one) => one.acknowledged),
  ).toBe(true);
  await other.close();
});

test('notes stand on the timeline as they were written', async ({ page }) => {
  await open(page, `/incidents/all?incident=${name}`);
  await expect(view(page).getByText('Investigating', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('Pool errors in the task logs. <b>Cards</b> fail, EU only.');
  await page.keyboard.press('Enter');
  await expect(timeline(page)).toContainText('Pool errors in the task logs. <b>Cards</b> fail, EU only.');
  await timeline(page).getByRole('button', { name: 'People' }).click();
  await expect(timeline(page)).not.toContainText('Alert:');
  await timeline(page).getByRole('button', { name: 'All' }).click();
  await expect(page.locator('canvas').first()).toBeVisible();
  await expectSound(page, 'incident');
});

test('who comes second is told who was first', async () => {
  const { id, version } = await found();
  const first = await send('PATCH', `/incidents/${id}`, { version, assignee: null });
  expect(first).toMatchObject({ status: 200, incident: { assignee: null } });
  const second = await send('PATCH', `/incidents/${id}`, { version, assignee: 'me' });
  expect(second.status).toBe(409);
  expect(second.detail).toMatch(
    /^.+ changed INC-\d+ \d+ s ago; it is investigating now\. Look again, then decide\.$/,
  );
});

test('is assigned to people who are there, and says who was told', async ({ page }) => {
  const { id } = await found();
  expect(await send('PATCH', `/incidents/${id}`, { assignee: 'Nobody Known' })).toMatchObject({
    status: 400,
    errors: [{ path: 'assignee', message: expect.stringContaining('Choose one from the list') }],
  });
  await open(page, `/incidents/all?incident=${name}`);
  await view(page)
    .getByRole('button', { name: `${name} menu` })
    .click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'Nobody' })).toBeChecked();
  await dialog.getByRole('radio', { name: 'Nobody' }).press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: /yourself/ })).toBeChecked();
  await expectSound(page, 'incident-edit');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(timeline(page)).toContainText(/assigned it to/);
  const told = page.getByRole('region', { name: 'Told', exact: true });
  await expect(told).toContainText('Incident acknowledged');
  await expect(told).toContainText('to no channel: there is no channel that is switched on');
});

test('the list is asked for by its address, and the figures are of what matches', async ({ page }) => {
  await open(page, '/incidents/all?status=all&service=checkout-api');
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Service: checkout-api' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('of those that match');
  await page.getByRole('button', { name: 'Assigned to', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Nobody' }).click();
  await expect(page).toHaveURL(/assignee=none/);
  await expect(page.getByRole('heading', { name: 'No incident matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(page).not.toHaveURL(/service=/);
  await expect(page.getByRole('row').filter({ hasText: name })).toBeVisible();
});

test('offers to roll the deploy before it back, and asks first', async ({ page }) => {
  await open(page, `/incidents/all?incident=${name}`);
  const suspect = page.getByRole('region', { name: 'Deployed before: checkout-api' });
  await suspect.getByRole('button', { name: 'Roll back…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: /^Roll back checkout-api/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('alerts are split off and merged again', async ({ page }) => {
  await open(page, `/incidents/all?incident=${name}`);
  const choose = async (item: string) => {
    await view(page)
      .getByRole('button', { name: `${name} menu` })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Split alerts off…');
  await page.getByRole('checkbox', { name: /p95/ }).check();
  await page.getByRole('textbox', { name: 'Title of the new incident' }).fill('Checkout is slow');
  await page.getByRole('button', { name: 'Split off' }).click();
  await expect(page.getByRole('heading', { name: /^Checkout is slow/ })).toBeVisible();

  await page.goBack();
  await choose('Merge another into it…');
  await page.getByRole('checkbox', { name: /Checkout is slow/ }).check();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(timeline(page)).toContainText(/merged INC-\d+ into it/);
  expect((await found()).alertCount).toBe(2);
});

test('is resolved by hand, opened again, and its post-mortem reads well', async ({ page }) => {
  await open(page, `/incidents/all?incident=${name}`);
  await expect(view(page).getByRole('button', { name: 'Resolve' })).toBeVisible();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 alerts of it still fire, acknowledged');
  await expectSound(page, 'incident-resolve');
  await dialog.getByRole('textbox', { name: 'What ended it' }).fill('Traffic moved to the other region');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(view(page).getByText('Resolved', { exact: true })).toBeVisible();

  await view(page).getByRole('button', { name: 'Post-mortem' }).click();
  await expect(dialog).toContainText(/v2\.31\.0 went live in production, 4.min.* before it began/);
  for (const title of [
    'Summary',
    'Impact',
    'What changed before',
    'Cause',
    'Response',
    'What was done',
    'Timeline',
    'Open questions',
  ])
    await expect(dialog.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(dialog).toContainText('“Traffic moved to the other region”');
  await expectSound(page, 'incident-post-mortem');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toMatch(/^# INC-\d+: checkout-api/);
  expect(text).toContain('&lt;b&gt;Cards&lt;/b&gt; fail');
  await page.keyboard.press('Escape');

  await view(page).getByRole('button', { name: 'Open again' }).click();
  await expect(view(page).getByText('Investigating', { exact: true })).toBeVisible();
});
