import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import type { Activity, Alert } from '@smartops/contract';
import { clickedAt, seenIn } from './acknowledged.ts';
import { type Product, startProduct } from './product.ts';
import { ownHost, seedAlerts, someWrong } from './seed-alerts.ts';
import { expectSound } from './sound.ts';

// The demo cloud, in which something is wrong. Each test goes on where the last one ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(120_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-alerts-'));
let product: Product;

test.beforeAll(async () => {
  await seedAlerts(folder, [...someWrong, ownHost]);
  product = await startProduct({ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: '100000' });
  await expect.poll(async () => (await alerts()).length, { timeout: 90_000 }).toBeGreaterThan(4);
});
test.afterAll(async () => {
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function read<Reply>(path: string): Promise<Reply> {
  return (await fetch(product.api + path)).json() as Promise<Reply>;
}
const alerts = async (query = '?state=loud') => (await read<{ alerts: Alert[] }>(`/alerts${query}`)).alerts;
const news = (page: Page) => page.getByRole('status').filter({ hasNotText: /^(Connected|Reconnecting)/ });
const list = (page: Page) => page.getByRole('region', { name: 'Alerts', exact: true });
/** Of an alert, not of the incident that it is grouped under, which may be called the same. */
const lineOf = (page: Page, title: string) =>
  list(page)
    .getByRole('listitem')
    .filter({ hasText: title, has: page.locator('.al-owner') });

async function open(page: Page, path: string): Promise<void> {
  await page.goto(product.api.replace('/api', path));
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
}
async function first(): Promise<Alert> {
  const [found] = (await alerts()).filter(({ acknowledged }) => !acknowledged);
  if (!found) throw new Error('nothing fires');
  return found;
}
const named = (title: string) =>
  new RegExp(title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\u00a0', '.'));

test('what fires is listed by gravity, opens beside the list with what changed before, and by its address', async ({
  page,
}) => {
  const alert = await first();
  await open(page, '/incidents');
  await expect(lineOf(page, alert.title)).toBeVisible();
  await expectSound(page, 'alerts');
  await lineOf(page, alert.title)
    .getByRole('button', { name: named(alert.title) })
    .click();
  const pane = page.getByRole('region', { name: 'Alert details' });
  await expect(pane.getByText('Changed just before')).toBeVisible();
  await expect(pane.getByText('Firing', { exact: true })).toBeVisible();
  await expect.poll(() => new URL(page.url()).searchParams.get('alert')).toBe(alert.id);
  await page.reload();
  await expect(pane.getByRole('heading', { name: named(alert.title) })).toBeVisible();
  await lineOf(page, ownHost.what)
    .getByRole('button', { name: /host CPU/ })
    .click();
  await expect(pane.locator('canvas')).toBeVisible();
  await page.screenshot({ path: '.screens/alerts-pane-1440-light.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: '.screens/alerts-pane-1440-dark.png' });
});

test('an acknowledgement is seen in a second browser, and can be taken back', async ({ browser }) => {
  const alert = await first();
  const [one, other] = await Promise.all(
    [1, 2].map(async () => (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()),
  );
  if (!one || !other) throw new Error('no pages');
  await open(one, '/incidents');
  await open(other, '/incidents');
  await expect(lineOf(other, alert.title)).toBeVisible();
  await lineOf(one, alert.title)
    .getByRole('button', { name: named(alert.title) })
    .click();
  const took: number[] = [];
  for (const round of [1, 2, 3, 4, 5]) {
    const seen = seenIn(other, alert.title);
    const clicked = await clickedAt(
      one
        .getByRole('region', { name: 'Alert details' })
        .getByRole('button', { name: 'Acknowledge', exact: true }),
    );
    took.push(Math.round((await seen) - clicked));
    if (round === 5) break;
    await news(one).getByRole('button', { name: 'Undo' }).click();
    await expect(lineOf(other, alert.title).locator('.al-owner')).not.toContainText('acknowledged');
  }
  console.log(`acknowledged → seen in the second browser: ${took.join(', ')} ms`);

  await news(one).getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(other, alert.title).locator('.al-owner')).not.toContainText('acknowledged');
  const { activities } = await read<{ activities: Activity[] }>('/activity?type=alert&text=acknowledge');
  expect(activities[0]).toMatchObject({ type: 'alert', user: expect.any(String) });
  await one.context().close();
  await other.context().close();
});

test('the list is worked through by keyboard alone', async ({ page }) => {
  await open(page, '/incidents?state=loud');
  const alert = await first();
  await expect(lineOf(page, alert.title)).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectSound(page, 'alerts-keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar', { name: 'Selected alerts' })).toContainText('2 selected');
  await expectSound(page, 'alerts-bulk');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Snooze 2 alerts' });
  await dialog.getByText('4 hours').click();
  await expectSound(page, 'alerts-snooze');
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await expect(news(page)).toContainText('Snoozed 2 alerts');
  await expect.poll(async () => (await alerts('?state=snoozed')).length).toBe(2);
  await news(page).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await alerts('?state=snoozed')).length).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find an alert' })).toBeFocused();
  await page.keyboard.type('no such alert');
  await expect(list(page).getByRole('heading', { name: 'No alert matches' })).toBeVisible();
  await expect(page).toHaveURL(/find=no\+such\+alert/);
});

test('a dismissed alert leaves the lists with its reason, and comes back on demand', async ({ page }) => {
  const alert = await first();
  await open(page, '/incidents');
  await lineOf(page, alert.title)
    .getByRole('button', { name: named(alert.title) })
    .click();
  await page.getByRole('region', { name: 'Alert details' }).getByRole('button', { name: 'Dismiss…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In your words').fill('=HYPERLINK("x") <img src=x onerror=alert(1)>');
  await expectSound(page, 'alert-dismiss');
  await dialog.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(lineOf(page, alert.title)).toHaveCount(0);
  await expect
    .poll(async () => (await alerts('?state=dismissed'))[0]?.dismissal?.reason)
    .toContain('Expected: =HYPERLINK');
  await list(page)
    .getByRole('button', { name: /^Dismissed/ })
    .click();
  await expect(lineOf(page, alert.title)).toContainText('dismissed');
  await page
    .getByRole('region', { name: 'Alert details' })
    .getByRole('button', { name: 'Bring back' })
    .click();
  await expect.poll(async () => (await alerts()).some(({ id }) => id === alert.id)).toBe(true);
});

test('a silence shows what it hides before it is made, hides it, and wakes it when it is ended', async ({
  page,
}) => {
  const alert = await first();
  await open(page, '/incidents');
  await lineOf(page, alert.title)
    .getByRole('button', { name: named(alert.title) })
    .click();
  await page.getByRole('region', { name: 'Alert details' }).getByRole('button', { name: 'Silence…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Silence what matches' });
  await expect(dialog.getByText(/Hides .* now/)).toBeVisible();
  await expect(dialog.getByText('hidden', { exact: true }).first()).toBeVisible();
  await dialog.getByLabel('Why').fill('Drains after the rollback');
  await expectSound(page, 'alert-silence');
  await dialog.getByText('Every week').click();
  await expectSound(page, 'alert-silence-weekly');
  await dialog.getByText('Once', { exact: true }).click();
  await dialog.getByText('2 h', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await alerts('?state=silenced')).map(({ id }) => id)).toContain(alert.id);

  await open(page, '/incidents/silences');
  await expect(page.getByText('Drains after the rollback')).toBeVisible();
  await expectSound(page, 'silences');
  await page.getByRole('button', { name: 'Drains after the rollback: menu' }).click();
  await page.getByRole('menuitem', { name: 'End now…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End silence' }).click();
  await expect(page.getByText('Ended', { exact: true })).toBeVisible();
  expect((await alerts()).map(({ id }) => id)).toContain(alert.id);
});

test('the Overview has the menu of an alert and its details with notes', async ({ page }) => {
  const alert = await first();
  await open(page, '/');
  const panel = list(page);
  const line = panel.getByRole('listitem').filter({ hasText: alert.title });
  await line.getByRole('button', { name: /menu$/ }).click();
  for (const name of ['Acknowledge', 'View Details', 'Create Incident', 'Dismiss'])
    await expect(page.getByRole('menuitem', { name })).toBeVisible();
  await page.getByRole('menuitem', { name: 'View Details' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Write a note').fill('Drains once checkout-api is back');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(dialog.getByText('“Drains once checkout-api is back”')).toBeVisible();
  await expectSound(page, 'alert-details');
  await page.keyboard.press('Escape');
  await line.getByRole('button', { name: /menu$/ }).click();
  await page.getByRole('menuitem', { name: 'Create Incident' }).click();
  await expect(page.getByRole('dialog', { name: 'Create incident' }).getByLabel('Title')).toHaveValue(
    named(alert.title),
  );
  await expectSound(page, 'alert-incident');
});

test('what people did stands in the activity, found by type, person and words', async ({ page }) => {
  await open(page, '/');
  const panel = page.getByRole('region', { name: 'Activity' });
  await panel.getByRole('button', { name: 'Filter' }).click();
  await panel.getByRole('button', { name: 'Type: any' }).click();
  await panel.getByRole('menuitemradio', { name: 'Alerts' }).click();
  await panel.getByRole('searchbox').fill('note:');
  await expect(panel.getByRole('listitem').first()).toContainText('Drains once checkout-api is back');
  await expect(page).toHaveURL(/activity=alert.*happened=note/);
  await panel.scrollIntoViewIfNeeded();
  await expectSound(page, 'activity-filter');
});
