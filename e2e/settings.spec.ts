import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';
import { expect, test } from './test.ts';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
let simulator: Simulator;
let product: Product;
const at = (path: string) => product.api.replace('/api', path);
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const rowOf = (page: Page, name: string) =>
  region(page, 'Connections')
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();

/** What was provoked on purpose is no complaint. */
function forgiveRefusals(complaints: string[]): void {
  const others = complaints.filter((one) => !/\b400\b/.test(one));
  complaints.splice(0, complaints.length, ...others);
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  simulator = await startSimulator();
  product = await startProduct({
    DATA_DIR: folder,
    EGRESS_ALLOW: '127.0.0.1',
    THRESHOLD_MEMORY: '85',
    EVM_INTERVAL_SECONDS: '',
  });
});
test.afterAll(async () => {
  await product.stop();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a chain is tried, connected, live on Web3, turned off, and back by an undo', async ({
  page,
  complaints,
}) => {
  await page.goto(at('/settings'));
  await page.getByRole('button', { name: 'Connect…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('RPC address').fill('no address');
  await dialog.getByRole('button', { name: 'Test and connect' }).click();
  await expect(dialog.getByLabel('RPC address')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('RPC address').fill('http://127.0.0.1:19/rpc');
  await dialog.getByRole('button', { name: 'Test and connect' }).click();
  await expect(dialog.getByText('It does not work yet')).toBeVisible();
  await expectSound(page, 'settings-connect');

  await dialog.getByLabel('RPC address').fill(`${simulator.url}/evm/ethereum`);
  await dialog.getByLabel('Title').fill('Practice net');
  await dialog.getByRole('button', { name: 'Test and connect' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, 'Practice net').getByText('Read', { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(rowOf(page, 'Demo AWS account')).toBeVisible();
  await expect(page.getByText('evm:demo-polygon')).toHaveCount(0);
  await expectSound(page, 'settings-connections');

  await page.getByRole('link', { name: 'Web3' }).first().click();
  await expect(page.getByText('Ethereum').first()).toBeVisible({ timeout: 30_000 });

  await page.goto(at('/settings'));
  await rowOf(page, 'Practice net').getByRole('button', { name: 'Practice net menu' }).click();
  await page.getByRole('menuitem', { name: 'Turn off' }).click();
  await expect(rowOf(page, 'Practice net').getByText('Off', { exact: true })).toBeVisible();
  await region(page, 'Connections').getByRole('button', { name: 'Undo' }).click();
  await expect(rowOf(page, 'Practice net').getByText('Read', { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  forgiveRefusals(complaints);
});

test('a threshold is changed and undone, and what the server set is locked', async ({ page, complaints }) => {
  await page.goto(at('/settings?tab=thresholds'));
  const panel = region(page, 'Thresholds');
  await expect(panel.getByLabel('Memory, warn above')).toBeDisabled();
  await expect(panel.getByText('set by THRESHOLD_MEMORY', { exact: true })).toBeVisible();
  await panel.getByLabel('CPU, warn above').fill('180');
  await panel.getByRole('button', { name: 'Save changes' }).click();
  await expect(panel.getByLabel('CPU, warn above')).toHaveAttribute('aria-invalid', 'true');
  await panel.getByLabel('CPU, warn above').fill('70');
  await expect(panel.getByText('1 change not saved')).toBeVisible();
  await expectSound(page, 'settings-thresholds');
  await panel.getByRole('button', { name: 'Save changes' }).click();
  await expect(panel.getByText('CPU 80 → 70')).toBeVisible();
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByLabel('CPU, warn above')).toHaveValue('80');
  forgiveRefusals(complaints);
});

test('retention and intervals are saved, and every change stands in the list', async ({
  page,
  complaints,
}) => {
  await page.goto(at('/settings?tab=retention'));
  const kept = region(page, 'Retention');
  await kept.getByLabel('Readings, kept for').fill('45');
  await kept.getByRole('button', { name: 'Save changes' }).click();
  await expect(kept.getByText('Readings are kept', { exact: false }).first()).toBeVisible();
  const looks = region(page, 'Intervals');
  await looks.getByLabel('Demo AWS account, every').fill('5');
  await looks.getByRole('button', { name: 'Save changes' }).click();
  await expect(looks.getByText('A whole number from 30 to 3600 seconds')).toBeVisible();
  await looks.getByRole('button', { name: 'Discard' }).click();
  await expect(region(page, 'Changes').getByText('Added Practice net')).toBeVisible();
  await expectSound(page, 'settings-retention');
  forgiveRefusals(complaints);
});

test('a sender gets its token once, and what it tells of becomes an alert that it ends', async ({
  page,
  complaints,
}) => {
  await page.goto(at('/incidents/senders'));
  await page.getByRole('button', { name: 'New sender…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('JSON', { exact: true }).click();
  await dialog.getByLabel('Title', { exact: true }).fill('nothing');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByText('It finds no text in this alert', { exact: false })).toBeVisible();
  await dialog.getByLabel('Title', { exact: true }).fill('name');
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(dialog.getByText('Queue is not read', { exact: true })).toBeVisible();
  await expectSound(page, 'sender-new');
  await dialog.getByLabel('Name').fill('queues');
  await dialog.getByRole('button', { name: 'Add sender' }).click();
  const token = await page.getByLabel('Token of queues').inputValue();
  expect(token).toMatch(/^soa_in_/);
  await expectSound(page, 'sender-token');
  await page.getByRole('button', { name: 'I have stored it' }).click();

  const { senders } = await (await page.request.get(`${product.api}/senders`)).json();
  const tell = (state: string) =>
    page.request.post(at(senders[0].path), {
      headers: { authorization: `Bearer ${token}` },
      data: { events: [{ key: 'A-17', name: 'Queue is not read', level: 'high', state, host: 'worker-3' }] },
    });
  expect((await tell('open')).status()).toBe(202);
  await page.goto(at('/incidents?state=loud'));
  const told = region(page, 'Alerts').getByText('Queue is not read');
  await expect(told.first()).toBeVisible();
  expect((await tell('ok')).status()).toBe(202);
  await expect(told).toHaveCount(0);
  await page.goto(at('/incidents/senders'));
  await expect(page.getByText('Heard').first()).toBeVisible();
  await expectSound(page, 'senders');
  forgiveRefusals(complaints);
});
