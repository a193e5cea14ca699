import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { hostileAddresses, hostileTexts } from '../simulator/src/faults/hostile-words.ts';
import { type Simulator, startSimulator } from '../simulator/src/index.ts';
import { expectOnlyText, type Harm, watchForHarm } from './hostile-page.ts';
import { hostileState } from './hostile-state.ts';
import { type Product, startProduct } from './product.ts';

// Everything outside is hostile: GitHub, AWS and one chain answer with payloads wherever a stranger may write.
const pages = ['/', '/infrastructure', '/deployments', '/web3', '/settings'];
const folder = mkdtempSync(join(tmpdir(), 'smartops-xss-'));
let simulator: Simulator;
let product: Product;
let home: string;

test.setTimeout(180_000);

test.beforeAll(async () => {
  simulator = await startSimulator();
  const faults = [
    { match: 'github', kind: 'hostile' },
    { match: 'aws', kind: 'hostile' },
    { match: 'evm.polygon', kind: 'hostile-refusal', status: 200 },
  ];
  for (const fault of faults)
    await fetch(`${simulator.url}/_simulator/faults`, { method: 'POST', body: JSON.stringify(fault) });
  product = await startProduct({
    DATA_DIR: folder,
    RATE_LIMIT_PER_MINUTE: '100000',
    GITHUB_TOKEN: 'demo',
    GITHUB_OWNER: 'harbor-goods',
    GITHUB_REPO: 'checkout-api,ledger-worker,pricing-service,search-indexer,storefront-web',
    GITHUB_API_URL: simulator.githubUrl,
    AWS_ACCESS_KEY_ID: 'AKIADEMODEMODEMO0000',
    AWS_SECRET_ACCESS_KEY: 'demo-secret',
    AWS_REGIONS: 'eu-west-1',
    AWS_ENDPOINT_URL: simulator.awsUrl,
    ETHEREUM_RPC_URL: simulator.ethereumUrl,
    POLYGON_RPC_URL: simulator.polygonUrl,
    HOST_INTERVAL_SECONDS: '2',
    METRICS_STREAM_SECONDS: '2',
    LOG_LEVEL: 'silent',
  });
  home = product.api.replace('/api', '');
  await expect
    .poll(async () => (await list('/pipelines', 'pipelines')).length, { timeout: 60_000 })
    .toBeGreaterThan(20);
  await expect.poll(async () => (await list('/aws-services', 'services')).length).toBeGreaterThan(0);
});

test.afterAll(async () => {
  await product?.stop();
  await simulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

type Item = Record<string, never>;

async function list(path: string, key: string): Promise<Item[]> {
  const reply = await fetch(`${product.api}${path}`);
  return (await reply.json())[key] ?? [];
}

async function open(page: Page, path: string): Promise<Harm> {
  const harm = await watchForHarm(page);
  await page.goto(home + path);
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible({ timeout: 20_000 });
  return harm;
}

test('hands out no link that is not of the web, and takes in almost every payload', async () => {
  const paths = [
    ...[
      '/pipelines?limit=200',
      '/deployments?limit=200',
      '/activity?limit=200',
      '/alerts?state=all&limit=200',
    ],
    ...['/incidents', '/security', '/aws-services', '/web3', '/sources', '/metrics'],
  ];
  const bodies = await Promise.all(
    paths.map(async (path) => (await (await fetch(`${product.api}${path}`)).json()) as unknown),
  );
  const links: string[] = [];
  const words = new Set<string>();
  const walk = (value: unknown, key = ''): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) walk(item, name);
    else if (typeof value === 'string' && /url$/i.test(key)) links.push(value);
    else if (typeof value === 'string') words.add(value);
  };
  walk(bodies);
  const taken = hostileTexts.filter((text) =>
    [...words].some((word) => word.includes(text.split('\n')[0] ?? text)),
  );

  expect(links.filter((link) => !/^https?:\/\/[^/@]+(\/|$)/.test(link))).toEqual([]);
  expect(links.length).toBeGreaterThan(20);
  expect(taken.length).toBeGreaterThan(hostileTexts.length * 0.8);
});

for (const path of pages)
  test(`${path} shows what strangers wrote as text and nothing else`, async ({ page }) => {
    const harm = await open(page, path);
    await page.waitForTimeout(500);
    // Whatever listens for a hand or a key gets one.
    for (const row of await page
      .getByRole('row')
      .all()
      .then((rows) => rows.slice(0, 12)))
      await row.hover({ timeout: 1_000 }).catch(() => undefined);
    for (let i = 0; i < 25; i++) await page.keyboard.press('Tab');
    await expectOnlyText(page, harm);
  });

test('notices a payload that does become an element', async ({ page }) => {
  const harm = await open(page, '/');
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), hostileTexts[36] ?? '');

  await expect(expectOnlyText(page, harm)).rejects.toThrow('data-pwned');
});

test('every modal shows what strangers wrote as text and nothing else', async ({ page }) => {
  const ids = async (path: string, key: string, most: number) =>
    (await list(path, key)).slice(0, most).map(({ id }) => String(id));
  const asked = [
    ...(await ids('/pipelines', 'pipelines', 6)).map((id) => ['pipeline-logs', id]),
    ...(await ids('/deployments', 'deployments', 6)).map((id) => ['deployment-logs', id]),
    ...(await ids('/aws-services', 'services', 9)).map((id) => ['aws-service', id]),
    ...(await ids('/web3', 'networks', 9)).map((id) => ['network', id]),
    ...(await ids('/metrics', 'metrics', 6)).flatMap((id) => [
      ['metric', id],
      ['chart', id],
    ]),
  ];
  const harm = await open(page, '/');
  for (const [modal = '', id = ''] of asked) {
    await page.goto(`${home}/?${new URLSearchParams({ modal, id })}`);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible({ timeout: 20_000 });
    const log = dialog.getByRole('log');
    const none = dialog.locator('.empty');
    if (modal.endsWith('-logs')) await log.or(none).first().waitFor({ timeout: 30_000 });
    if (await log.isVisible())
      for (let i = 0; i < 8; i++) {
        await log.evaluate((element, part) => element.scrollTo(0, (element.scrollHeight * part) / 8), i);
        await expectOnlyText(page, harm);
      }
    await expectOnlyText(page, harm);
  }
  expect(asked.length).toBeGreaterThan(20);
});

for (const path of pages)
  test(`${path} shows each of ${hostileTexts.length} payloads in every field as text`, async ({ page }) => {
    const addresses = hostileAddresses.filter((address) => /^https:\/\/[^@]*$/.test(address));
    let state: object | undefined;
    let say = (_message: string): void => {};
    await page.routeWebSocket(/\/ws/, (socket) => {
      say = (message) => socket.send(message);
      socket.connectToServer().onMessage((message) => {
        const told = JSON.parse(String(message)) as { state?: object };
        if (state) return;
        state = told.state;
        socket.send(message);
      });
    });
    const harm = await open(page, path);
    for (const [index, text] of hostileTexts.entries()) {
      const address = addresses[index % addresses.length] ?? '';
      say(JSON.stringify({ epoch: 'hostile', seq: index, state: hostileState(state, text, address) }));
      await page.evaluate(
        () => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))),
      );
      if (index % 5 === 4 || index === hostileTexts.length - 1) await expectOnlyText(page, harm);
    }
    await expect(page.getByRole('main')).not.toContainText(/something went wrong/i);
  });
