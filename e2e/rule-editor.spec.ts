import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Rule } from '@smartops/contract';
import { type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';
import { expect, test } from './test.ts';

// One story: each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });

// A server of its own: rules are everybody's.
const folder = mkdtempSync(join(tmpdir(), 'smartops-rule-editor-'));
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

const form = (page: Page) => page.getByRole('form', { name: 'Rule' });
const machine = (page: Page) => page.getByRole('region', { name: 'Time machine' });
const limit = (page: Page) => form(page).getByRole('textbox', { name: /^Limit/ });
const save = (page: Page) => page.getByRole('button', { name: 'Save rule' });
const edit = (query: string) => at(`/incidents/rules/edit?${query}`);
const ruleOf = async (page: Page, id: string): Promise<Rule> =>
  (await (await page.request.get(at(`/api/rules/${encodeURIComponent(id)}`))).json()).rule;
const idOf = (page: Page) => new URL(page.url()).searchParams.get('rule') ?? '';
/** How often the draft would have fired; -1 while that is being found out. */
const pages = async (page: Page): Promise<number> => {
  if (
    (await machine(page)
      .getByText(/ in \d+\.\d s/)
      .count()) === 0
  )
    return -1;
  return Number(
    (
      await machine(page)
        .getByText(/^\d+\spages?, /)
        .first()
        .innerText()
    ).split(/\s/)[0],
  );
};

let id = '';

test('a new rule from an address shows what it would have done, and takes the limit that keeps to a wish', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await expect
    .poll(
      async () => {
        const reply = await page.request.get(at('/api/rule-choices?metric=cpu.percent'));
        const { choices } = await reply.json();
        return choices.resources.some(({ value }: { value: string }) => value === 'orders-db');
      },
      { timeout: 90_000 },
    )
    .toBe(true);
  await page.goto(edit('new=threshold&metric=cpu.percent&resource=orders-db&side=above&value=40'));

  await expect(limit(page)).toHaveValue('40');
  await expect(form(page).getByText('Matches 1 now.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview' }).locator('canvas').first()).toBeVisible();
  await expect.poll(() => pages(page)).toBeGreaterThan(3);
  const row = machine(page).getByRole('table').getByRole('row').nth(1);
  await expect(row).toContainText('orders-db');
  await expect(row).toContainText('%');
  await expectSound(page, 'rule-new');

  await machine(page).getByRole('textbox', { name: 'Pages a week at most' }).fill('14');
  const use = machine(page).getByRole('button', { name: /^Use/ });
  await expect(use).toBeEnabled();
  await use.click();
  await expect(limit(page)).not.toHaveValue('40');
  await expect.poll(() => pages(page)).toBeLessThanOrEqual(2);
  await expect.poll(() => pages(page)).toBeGreaterThan(-1);
});

test('it is saved by the keyboard under a name of its own, and has an address then', async ({ page }) => {
  await page.goto(edit('new=threshold&metric=cpu.percent&resource=orders-db&side=above&value=55'));
  await form(page).getByRole('textbox', { name: 'Name' }).fill('Orders database is busy');
  await page.keyboard.press('Control+s');

  await expect(
    page.getByRole('status').filter({ hasText: '“Orders database is busy” is saved' }),
  ).toBeVisible();
  id = idOf(page);
  expect(id).toBe('orders-database-is-busy');
  expect(await ruleOf(page, id)).toMatchObject({
    version: 1,
    spec: { condition: { value: 55 }, scope: { resources: ['orders-db'] } },
  });
  await expectSound(page, 'rule-saved');
});

test('the limit is moved on the chart by the arrow keys, and stays where the form says', async ({ page }) => {
  await page.goto(edit(`rule=${id}`));
  const handle = page.getByRole('slider', { name: 'Limit' });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(limit(page)).toHaveValue('56');
  await page.keyboard.press('PageDown');
  await expect(limit(page)).toHaveValue('46');
  await expect(page.getByText(/Not saved: Limit above 55\s% → above 46\s%/)).toBeVisible();
  await expect(machine(page).getByText('Saved, version 1')).toBeVisible();
  await expect(machine(page).getByText(/pages? (is|are) new\./)).toBeVisible();
  await expectSound(page, 'rule-changed');

  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(limit(page)).toHaveValue('55');
});

test('limits that contradict each other are named at the field and are not sent', async ({ page }) => {
  await page.goto(edit(`rule=${id}`));
  const clears = form(page).getByRole('textbox', { name: /^Clears at/ });
  await clears.fill('70');
  await expect(form(page).getByRole('alert')).toHaveText(
    'Is above the limit, so it would end while it is still wrong',
  );
  await limit(page).focus();
  await page.keyboard.press('Control+s');
  await expect(clears).toBeFocused();
  await expectSound(page, 'rule-error');
  expect((await ruleOf(page, id)).version).toBe(1);
});

test('what somebody else saves meanwhile is shown, and both changes can stay', async ({ page, browser }) => {
  await page.goto(edit(`rule=${id}`));
  await limit(page).fill('60');
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(edit(`rule=${id}`));
  await form(other).getByRole('radio', { name: 'Error' }).check({ force: true });
  await save(other).click();
  await expect(other.getByRole('status').filter({ hasText: 'Saved as version 2' })).toBeVisible();

  const conflict = page.getByRole('region', { name: 'Conflict' });
  await expect(conflict).toContainText('saved version 2 meanwhile');
  await expect(conflict.getByRole('row', { name: /Severity/ })).toContainText('Error');
  await expect(conflict.getByRole('row', { name: /Limit/ })).toContainText('60');
  await expectSound(page, 'rule-conflict');
  await conflict.getByRole('button', { name: 'Keep both' }).click();
  await expect(conflict).toHaveCount(0);
  await save(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved as version 3' })).toBeVisible();
  expect((await ruleOf(page, id)).spec).toMatchObject({ severity: 'error', condition: { value: 60 } });

  // Who has written nothing sees theirs at once.
  await expect(limit(other)).toHaveValue('60');
  await context.close();
});

test('the same rule is written as YAML, with what is wrong named by its line', async ({ page }) => {
  await page.goto(edit(`rule=${id}`));
  await page.getByRole('tab', { name: 'YAML' }).click();
  const text = page.getByRole('textbox', { name: 'Rule as YAML' });
  await expect(text).toHaveValue(/name: Orders database is busy/);
  const before = await text.inputValue();
  await text.fill(before.replace('value: 60', 'value: much'));
  await expect(page.getByText(/Line \d+\. condition\.value: A number is needed/)).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await expectSound(page, 'rule-yaml');
  await text.fill(before.replace('value: 60', 'value: 62'));
  await expect(page.getByText(/Not saved: Limit above 60\s% → above 62\s%/)).toBeVisible();
  await page.getByRole('tab', { name: 'Rule' }).click();
  await expect(limit(page)).toHaveValue('62');
});

test('unsaved work is not left without a question', async ({ page }) => {
  await page.goto(edit(`rule=${id}`));
  await limit(page).fill('61');
  await page.getByRole('link', { name: 'Silences' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(limit(page)).toHaveValue('61');
  await page.getByRole('link', { name: 'Silences' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/incidents\/silences/);
});

test('a rule on what nobody reports yet is saved and says so', async ({ page }) => {
  await page.goto(edit('new=absence&metric=cpu.percent'));
  const metric = form(page).getByRole('combobox', { name: 'Metric' });
  await metric.fill('queue.age.seconds');
  await page.keyboard.press('Enter');
  await expect(form(page).getByText(/Nothing in its scope reports queue\.age\.seconds yet/)).toBeVisible();
  await page.getByRole('button', { name: 'Create rule' }).click();
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: 'Nothing in its scope reports queue.age.seconds yet' })
      .first(),
  ).toBeVisible();
});

test('a rule that was deleted is explained, and comes back', async ({ page, complaints }) => {
  await page.goto(edit(`rule=${id}`));
  await expect(limit(page)).toBeVisible();
  await page.getByRole('button', { name: 'More about this rule' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('button', { name: 'Delete rule' }).click();
  await page.goto(edit(`rule=${id}`));

  await expect(page.getByRole('heading', { name: '“Orders database is busy” was deleted' })).toBeVisible();
  await expectSound(page, 'rule-deleted');
  await page.getByRole('button', { name: 'Restore this rule' }).click();
  await expect(limit(page)).toHaveValue('60');

  await page.goto(edit('rule=never'));
  await expect(page.getByRole('heading', { name: 'There is no such rule' })).toBeVisible();
  // A rule that is not there answers 404, which the browser reports.
  expect(complaints.every((one) => one.includes('404'))).toBe(true);
  complaints.length = 0;
});

test('a viewer reads a rule and tries it, and is told who changes it', async ({ page }) => {
  await page.route('**/api/me', async (route) => {
    const reply = await (await route.fetch()).json();
    await route.fulfill({ json: { me: { ...reply.me, role: 'viewer' } } });
  });
  await page.goto(edit(`rule=${id}`));

  await expect(page.getByText('To change one, ask an operator or an administrator.')).toBeVisible();
  await expect(limit(page)).toBeDisabled();
  await expect(save(page)).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'Limit' })).toHaveCount(0);
  await expect.poll(() => pages(page)).toBeGreaterThan(-1);
  await expectSound(page, 'rule-viewer');
});

test('each kind of rule has its fields, and is tried as it is', async ({ page }) => {
  await page.goto(edit('new=change&metric=cpu.percent&resource=orders-db'));
  await expect(form(page).getByRole('textbox', { name: /^By/ })).toHaveValue('50');
  await form(page).getByRole('textbox', { name: /^By/ }).fill('20');
  await expect.poll(() => pages(page)).toBeGreaterThan(0);
  await expectSound(page, 'rule-change');

  await form(page).getByRole('button', { name: 'Remove resource orders-db' }).click();
  await form(page).getByText('State', { exact: true }).click();
  await form(page).getByRole('combobox', { name: 'State', exact: true }).selectOption('run-failed');
  await expect.poll(() => pages(page)).toBeGreaterThan(0);
  await expect(page.getByText('A state has no line to draw.')).toBeVisible();
  await expectSound(page, 'rule-state');
});
