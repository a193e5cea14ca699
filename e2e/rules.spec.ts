import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, type Page, test } from '@playwright/test';
import { firstRunToken, type Product, startProduct } from './product.ts';
import { expectSound } from './sound.ts';

// Ada may change rules, Mei may look at them; both have the list open. Each test goes on where the one before it ended.
test.describe.configure({ mode: 'serial' });
test.setTimeout(150_000);

const expect = expectNow.configure({ timeout: 20_000 });
const folder = mkdtempSync(join(tmpdir(), 'smartops-rules-'));
const password = 'correct horse battery';
let product: Product;
let home: string;
let ada: Page;
let mei: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000);
  product = await startProduct({
    ...{ DATA_DIR: folder, AUTH_MODE: 'required', RATE_LIMIT_PER_MINUTE: '100000' },
    HOST_INTERVAL_SECONDS: '2',
  });
  home = `http://localhost:${product.port}`;
  const post = async (page: Page, path: string, data: object) => {
    const reply = await page.request.post(`/api${path}`, { data, headers: { origin: home } });
    expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
    return reply.json();
  };
  const visit = async () => {
    const viewport = { width: 1440, height: 900 };
    return (await browser.newContext({ viewport, baseURL: home, reducedMotion: 'reduce' })).newPage();
  };
  [ada, mei] = [await visit(), await visit()];
  const own = { name: 'Ada Park', email: 'ada@example.com', password };
  await post(ada, '/first-run', { ...own, token: await firstRunToken(product), workspace: 'Harbor Goods' });
  await post(ada, '/auth/sign-in/email', { email: own.email, password });
  const { url } = await post(ada, '/invitations', { email: 'mei@example.com', role: 'viewer' });
  const invited = new URL(url);
  const secret = invited.hash.slice(1) || invited.search.slice(1);
  const token = new URLSearchParams(secret).get('token') ?? secret;
  await post(mei, '/invitation/accept', { token, name: 'Mei Lin', password });
  await post(mei, '/auth/sign-in/email', { email: 'mei@example.com', password });
});

test.afterAll(async () => {
  await Promise.all([ada, mei].map((page) => page?.context().close()));
  await product?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
}
const panel = (page: Page) => page.getByRole('region', { name: 'Rules', exact: true });
const row = (page: Page, name: string) => panel(page).getByRole('listitem', { name, exact: true });
const onOff = (page: Page, name: string) => row(page, name).getByRole('switch');
const tab = (page: Page, name: RegExp) => panel(page).getByRole('button', { name });

async function choose(page: Page, name: string, item: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `${name}: menu` })
    .click();
  await row(page, name).getByRole('menuitem', { name: item, exact: true }).click();
}

test('what one switches off is off on every screen, and an undo brings it back', async () => {
  await open(mei, '/incidents/rules');
  await open(ada, '/incidents/rules?find=disk');
  await expect(row(ada, 'CPU is busy')).toHaveCount(0);
  await expect(row(ada, 'Disk is nearly full')).toContainText('Disk of hosts above 90');
  await onOff(ada, 'Disk is nearly full').click();
  await expect(onOff(mei, 'Disk is nearly full')).toHaveAttribute('aria-checked', 'false');
  await ada.getByRole('button', { name: 'Undo' }).click();
  await expect(onOff(mei, 'Disk is nearly full')).toHaveAttribute('aria-checked', 'true');

  await open(ada, '/incidents/rules');
  await expectSound(ada, 'rules');
  await choose(ada, 'Disk is nearly full', 'History…');
  const history = ada.getByRole('dialog');
  await expect(history.getByText('Version 3', { exact: true })).toBeVisible();
  await expect(history.getByText('off', { exact: true }).first()).toBeVisible();
  await expectSound(ada, 'rule-history');
  await history.getByRole('button', { name: 'Restore version 2' }).click();
  await expect(history.getByText('Version 4', { exact: true })).toBeVisible();
  await expect(onOff(mei, 'Disk is nearly full')).toHaveAttribute('aria-checked', 'false');
  await ada.getByRole('button', { name: 'Close', exact: true }).click();
  await onOff(ada, 'Disk is nearly full').click();
  await expect(onOff(mei, 'Disk is nearly full')).toHaveAttribute('aria-checked', 'true');
});

test('a rule that somebody deleted is found and restored', async () => {
  await choose(ada, 'Memory is nearly used up', 'Delete…');
  const dialog = ada.getByRole('dialog');
  await expect(dialog.getByText(/^No alert fires by it now/)).toBeVisible();
  await expectSound(ada, 'rule-delete');
  await dialog.getByRole('button', { name: 'Delete rule' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(mei, 'Memory is nearly used up')).toHaveCount(0);

  await tab(ada, /^Deleted/).click();
  const gone = panel(ada).getByRole('list', { name: 'Deleted rules' });
  await expect(gone.getByText(/deleted by Ada Park/)).toBeVisible();
  await expectSound(ada, 'rules-deleted');
  await gone.getByRole('button', { name: 'Restore' }).click();
  await expect(panel(ada).getByText('No rule was deleted')).toBeVisible();
  await expect(row(mei, 'Memory is nearly used up')).toBeVisible();
});

const prometheus = `groups:
  - name: hosts
    rules:
      - alert: Web CPU is busy
        expr: cpu_percent{instance=~"web-.*"} > 90
        for: 10m
        labels: { severity: page, team: web }
      - alert: Slow
        expr: histogram_quantile(0.99, x_bucket) > 1
`;

test('a file is looked at line by line before anything of it is saved', async () => {
  await open(ada, '/incidents/rules');
  await panel(ada).getByRole('button', { name: 'Import…' }).click();
  const dialog = ada.getByRole('dialog');
  const file = dialog.getByLabel('Rules as YAML');
  await file.fill('rules: {');
  await expect(dialog.getByText('The file cannot be read')).toBeVisible();
  await expect(file).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();

  await dialog.getByLabel('Rule file').setInputFiles({
    ...{ name: 'rules.yml', mimeType: 'application/yaml', buffer: Buffer.from(prometheus) },
  });
  const plan = dialog.getByRole('region', { name: 'What becomes of each rule' });
  await expect(plan.getByText('rules of Prometheus')).toBeVisible();
  const lines = plan.getByRole('listitem');
  await expect(lines.first()).toContainText('Refused');
  await expect(lines.first()).toContainText('not histogram_quantile(0.99, x_bucket)');
  await expect(lines.nth(1)).toContainText('New');
  await expectSound(ada, 'rules-import');
  await expect(row(mei, 'Web CPU is busy')).toHaveCount(0);

  await dialog.getByRole('button', { name: 'Import 1 rule' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row(mei, 'Web CPU is busy')).toContainText('CPU of web-* above 90');
  await expect(row(mei, 'Web CPU is busy')).toContainText('Nothing in its scope reports cpu.percent yet');
  await tab(ada, /^Watch nothing/).click();
  await panel(ada).getByRole('button', { name: 'Label', exact: true }).click();
  await ada.getByRole('menuitemradio', { name: 'team=web' }).click();
  expect(new URL(ada.url()).searchParams.get('label')).toBe('team=web');
  await expect(row(ada, 'Web CPU is busy')).toBeVisible();
});

test('what is exported is imported again as it is', async () => {
  await open(ada, '/incidents/rules');
  const waiting = ada.waitForEvent('download');
  await panel(ada).getByRole('link', { name: 'Export YAML' }).click();
  const path = await (await waiting).path();
  await panel(ada).getByRole('button', { name: 'Import…' }).click();
  await ada.getByRole('dialog').getByLabel('Rule file').setInputFiles(path);
  await expect(ada.getByText('Nothing in it would change anything')).toBeVisible();
  await ada.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
});

test('a viewer sees every rule, changes none and is told why', async () => {
  await expect(panel(mei).getByText(/Operators and administrators change them/)).toBeVisible();
  await expect(panel(mei).getByRole('button', { name: /New rule|Import/ })).toHaveCount(0);
  const own = onOff(mei, 'CPU is busy');
  await expect(own).toHaveAttribute('aria-disabled', 'true');
  await expect(own).toHaveAttribute('title', 'Operators and administrators change rules');
  await own.click({ force: true });
  await expect(own).toHaveAttribute('aria-checked', 'true');
  await row(mei, 'CPU is busy').getByRole('button', { name: 'CPU is busy: menu' }).click();
  await expect(mei.getByRole('menuitem', { name: /Edit|Delete|Switch|Duplicate/ })).toHaveCount(0);
  await mei.keyboard.press('Escape');
  await expectSound(mei, 'rules-viewer');
  const headers = { origin: home };
  const refused = await mei.request.delete('/api/rules/threshold:cpu', { headers });
  expect(refused.status()).toBe(403);
});

test('the list is worked through by keyboard', async () => {
  await open(ada, '/incidents/rules?find=host');
  await expect(row(ada, 'CPU is busy')).toBeVisible();
  await ada.keyboard.press('j');
  await expect(row(ada, 'CPU is busy').getByRole('link', { name: 'CPU is busy' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await ada.keyboard.press('s');
  await expect(onOff(mei, 'CPU is busy')).toHaveAttribute('aria-checked', 'false');
  for (const _ of ['on', 'off', 'on']) await ada.keyboard.press('s');
  await expect(onOff(mei, 'CPU is busy')).toHaveAttribute('aria-checked', 'true');
  await ada.keyboard.press('h');
  await expect(ada.getByRole('dialog', { name: /^History of/ })).toBeVisible();
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('?');
  await expect(ada.getByRole('dialog', { name: 'Keys' })).toBeVisible();
});

test('a rule leads to what fires by it, and an alert to its rule', async () => {
  const name = 'A deployment to production failed';
  await open(ada, '/incidents/rules?state=firing');
  await row(ada, name)
    .getByRole('link', { name: /alerts? of/ })
    .click();
  await expect(ada).toHaveURL(/\/incidents\/?\?rule=catalogue%3Adeployment-failed/);
  const alerts = ada.getByRole('region', { name: 'Alerts', exact: true });
  await expect(alerts.getByRole('button', { name: `Rule: ${name}` })).toBeVisible();
  await alerts
    .getByRole('button', { name: /deployment to production failed$/ })
    .first()
    .click();
  const details = ada.getByRole('region', { name: 'Alert details' }).or(ada.getByRole('dialog'));
  await details.getByRole('link', { name, exact: true }).click();
  await expect(ada).toHaveURL(/\/incidents\/rules\/edit\/?\?rule=catalogue%3Adeployment-failed/);
});

test('readings and chains lead to a rule that is begun, settings to the rules there are', async () => {
  await open(ada, '/infrastructure');
  const reading = ada.getByRole('article', { name: /^Host CPU/ }).first();
  await reading.getByRole('button', { name: /: menu$/ }).click();
  await reading.getByRole('menuitem', { name: 'Set Alert' }).click();
  await expect(ada).toHaveURL(/\/incidents\/rules\/edit\/?\?new=threshold&.*metric=cpu\.percent/);

  await open(ada, '/');
  const chain = ada.getByRole('article', { name: 'Ethereum Mainnet', exact: true });
  await chain.getByRole('button', { name: 'Ethereum Mainnet: menu' }).click();
  await chain.getByRole('menuitem', { name: 'Configure Alerts' }).click();
  await expect(ada).toHaveURL(/\/incidents\/rules\/edit\/?\?new=threshold&metric=gas\.gwei/);

  await open(ada, '/settings?tab=thresholds');
  await ada.getByRole('link', { name: 'rule of Memory' }).click();
  await expect(ada).toHaveURL(/\/incidents\/rules\/edit\/?\?rule=threshold%3Amemory/);
});
