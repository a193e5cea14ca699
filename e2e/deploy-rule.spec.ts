import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { DeployPreview, DeployRuleSet, ServiceEnvironments } from '@smartops/contract';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';
import { expect, test } from './test.ts';

// One story: each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });

// A server of its own: what counts as a deployment changes for everybody who looks.
const folder = mkdtempSync(join(tmpdir(), 'smartops-deploy-rule-'));
let product: Product;
const at = (where: string) => product.api.replace('/api', where);
test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startProduct({ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '6000' });
});
test.afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => at('/api/settings/deploy-rules');
const rules = async (page: Page): Promise<DeployRuleSet> => (await page.request.get(path())).json();
const part = (page: Page) => page.getByRole('region', { name: 'What counts as a deployment' });
const open = async (page: Page) => {
  await page.goto(at('/settings'));
  await expect(part(page).getByRole('heading', { name: 'What would change' })).toBeVisible();
};
/** Runs of the nightly workflow, which deploys nothing by the default. */
const nightly = { repository: 'ledger-worker', workflow: 'nightly', branch: '*', target: 'preview' };
const previewOf = async (page: Page, ...wanted: object[]): Promise<DeployPreview> =>
  (await page.request.post(`${path()}/preview`, { data: { rules: wanted } })).json();
const ledgerPreview = async (page: Page) => {
  const { services } = await (await page.request.get(at('/api/environments'))).json();
  return (services as ServiceEnvironments[]).find(({ name }) => name === 'ledger-worker')?.preview ?? null;
};

test('an empty list teaches what it is for', async ({ page }) => {
  await expect
    .poll(async () => (await previewOf(page, nightly)).added, { timeout: 60_000 })
    .toBeGreaterThan(0);
  await open(page);

  await expect(part(page).getByRole('heading', { name: 'No rule yet: the default decides' })).toBeVisible();
  await expect(part(page).getByText('Nothing changes: these are the deployments as they are.')).toBeVisible();
  await expect(part(page).getByText('keep those, and no rule reaches their runs')).toBeVisible();
  await expect(part(page).getByRole('button', { name: 'Save rules' })).toHaveCount(0);
  await expectSound(page, 'deploy-rules-empty');
});

test('a rule shows while it is typed what it would change, and saving does just that', async ({ page }) => {
  await open(page);
  await part(page).getByRole('button', { name: 'Add a rule' }).click();
  await expect(part(page).getByRole('textbox', { name: 'Workflow or its file of rule 1' })).toBeFocused();
  await page.keyboard.type('nightly');
  await part(page).getByRole('textbox', { name: 'Repository of rule 1' }).fill('ledger-worker');
  await part(page).getByRole('combobox', { name: 'What rule 1 means' }).selectOption('preview');

  const { added } = await previewOf(page, nightly);
  await expect(part(page).getByText(/^\d+\sruns? becomes? (?:a )?deployments?\.$/)).toBeVisible();
  const row = part(page).getByRole('table', { name: 'Runs that change' }).getByRole('row').nth(1);
  await expect(row).toContainText('Nightly');
  await expect(row).toContainText('No deployment');
  await expect(row).toContainText('Preview');
  await expectSound(page, 'deploy-rules-draft');
  expect(await ledgerPreview(page)).toBeNull();

  await part(page).getByRole('button', { name: 'Save rules' }).click();

  await expect(part(page).getByRole('button', { name: 'Undo the last save' })).toBeVisible();
  await expect.poll(async () => (await rules(page)).settled).toBe(true);
  await expect(part(page).getByText('Nothing changes: these are the deployments as they are.')).toBeVisible();
  expect(await rules(page)).toMatchObject({ rules: [nightly], previous: { rules: [] } });
  // Older runs may have been read meanwhile.
  expect((await previewOf(page)).removed).toBeGreaterThanOrEqual(added);
  await page.goto(at('/deployments'));
  await expect(
    page
      .getByRole('region', { name: 'Environments', exact: true })
      .getByRole('row')
      .filter({ hasText: 'ledger-worker' }),
  ).toBeVisible();
  expect(await ledgerPreview(page)).not.toBeNull();
});

test('a run that changes opens from the list', async ({ page }) => {
  await open(page);
  await part(page).getByRole('combobox', { name: 'What rule 1 means' }).selectOption('none');
  await part(page)
    .getByRole('table', { name: 'Runs that change' })
    .getByRole('button', { name: 'Nightly' })
    .first()
    .click();

  await expect(page.getByRole('dialog')).toContainText('Nightly');
});

test('rules are put in order by the keyboard, which keeps its place', async ({ page }) => {
  await open(page);
  await part(page).getByRole('button', { name: 'Add another' }).click();
  await page.keyboard.type('ci.yml');
  const workflow = (n: number) =>
    part(page).getByRole('textbox', { name: `Workflow or its file of rule ${n}` });
  await part(page).getByRole('button', { name: 'Move rule 2 up' }).focus();
  await page.keyboard.press('Enter');

  await expect(workflow(1)).toHaveValue('ci.yml');
  await expect(workflow(2)).toHaveValue('nightly');
  await expect(part(page).getByRole('button', { name: 'Move rule 1 up' })).toBeFocused();
  await part(page).getByRole('button', { name: 'Remove rule 1' }).click();
  await expect(workflow(1)).toHaveValue('nightly');
  await expect(workflow(2)).toHaveCount(0);
  await expect(part(page).getByRole('button', { name: 'Save rules' })).toHaveCount(0);
});

test('who saves over what somebody else has saved meanwhile is told, and sees theirs', async ({
  page,
  complaints,
}) => {
  await open(page);
  await part(page).getByRole('combobox', { name: 'What rule 1 means' }).selectOption('staging');
  const { version } = await rules(page);
  const theirs = [{ ...nightly, branch: 'main' }];
  expect((await page.request.put(path(), { data: { version, rules: theirs } })).status()).toBe(200);
  await part(page).getByRole('button', { name: 'Save rules' }).click();

  await expect(part(page).getByRole('alert')).toContainText('has saved these rules meanwhile');
  await part(page).getByRole('button', { name: 'Load theirs' }).click();
  await expect(part(page).getByRole('textbox', { name: 'Branch or tag of rule 1' })).toHaveValue('main');
  // The browser itself writes down that it was answered 409.
  expect(complaints.splice(0).join()).toContain('409');
});

test('the last save is undone, and the deployments with it', async ({ page }) => {
  const { version } = await rules(page);
  await page.request.put(path(), { data: { version, rules: [] } });
  await page.request.put(path(), { data: { version: version + 1, rules: [nightly] } });
  await expect.poll(() => ledgerPreview(page)).not.toBeNull();
  await open(page);
  await part(page).getByRole('button', { name: 'Undo the last save' }).click();

  await expect(part(page).getByRole('heading', { name: 'No rule yet: the default decides' })).toBeVisible();
  await expect.poll(() => ledgerPreview(page)).toBeNull();
  expect((await rules(page)).version).toBe(version + 3);
});
