// A job's log of 100,000 lines: how soon it can be read, and whether scrolling and searching hold the page up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startProduct } from '../e2e/product.ts';
import { longLog, startGitHub } from './log-github.ts';
import { type Answer, median, printTable } from './table.ts';

const rounds = 5;
const lines = 100_000;
const run = '7';

async function openDeployments(browser: Browser, root: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${root}/deployments`);
  await page.getByRole('button', { name: 'CI', exact: true }).waitFor();
  return page;
}

/** From the click to the frame in which the first words stand. */
async function msToFirstLines(page: Page): Promise<number> {
  await page.evaluate(() => {
    const opened = new Promise((resolve) =>
      addEventListener(
        'click',
        () => {
          const clicked = performance.now();
          const look = () =>
            document.querySelector('.log-line .words span')
              ? resolve(performance.now() - clicked)
              : requestAnimationFrame(look);
          look();
        },
        { once: true, capture: true },
      ),
    );
    Object.assign(window, { opened });
  });
  await page.getByRole('button', { name: 'CI', exact: true }).click();
  return page.evaluate(() => Reflect.get(window, 'opened') as Promise<number>);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** CPU time, µs: what the thread itself did, however often it was interrupted by others. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** The CPU time of the longest task of the page's main thread while something is done, ms. */
async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
  await page.waitForTimeout(500);
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await act();
  await page.waitForTimeout(300);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents.filter(({ pid, tid }) => mains.has(`${pid} ${tid}`));
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1_000));
}

async function scrollThrough(page: Page): Promise<void> {
  const log = page.getByRole('log');
  await log.hover();
  for (let step = 0; step < 40; step++) await page.mouse.wheel(0, 600);
  for (let part = 1; part <= 20; part++) {
    await log.evaluate((box, share) => box.scrollTo(0, box.scrollHeight * share), part / 20);
    await page.waitForTimeout(100);
  }
}

async function msToFind(page: Page): Promise<number> {
  const begun = performance.now();
  await page.getByRole('dialog').getByRole('searchbox').fill('basket-99998');
  await page.getByRole('dialog').getByText('1 of 1', { exact: true }).waitFor();
  return performance.now() - begun;
}

const folder = mkdtempSync(join(tmpdir(), 'smartops-log-view-'));
const github = await startGitHub(longLog(lines));
const product = await startProduct({
  ...{ DATA_DIR: join(folder, 'data'), DEMO: 'off', GITHUB_TOKEN: 'bench-token', GITHUB_OWNER: 'bench' },
  ...{ GITHUB_REPO: 'shop', GITHUB_API_URL: github.url, RATE_LIMIT_PER_MINUTE: '100000' },
});
const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  const outline = (job: number) => fetch(`${product.api}/pipeline/${run}/logs/${job}/outline`);
  while (!(await outline(1).then(({ ok }) => ok))) await new Promise((resolve) => setTimeout(resolve, 200));
  const root = product.api.replace('/api', '');
  const opened: number[] = [];
  const seen = { open: 0, scroll: 0, wrapped: 0, find: 0 };
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await openDeployments(browser, root);
    opened.push(await msToFirstLines(page));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const open = await longestTask(browser, page, async () => void (await msToFirstLines(page)));
    await page.getByRole('button', { name: 'Unfold all' }).click();
    const scroll = await longestTask(browser, page, () => scrollThrough(page));
    await page.getByRole('button', { name: 'Wrap lines' }).click();
    const wrapped = await longestTask(browser, page, () => scrollThrough(page));
    const find = await longestTask(browser, page, async () => void found.push(await msToFind(page)));
    for (const [name, ms] of Object.entries({ open, scroll, wrapped, find }))
      seen[name as keyof typeof seen] = Math.max(seen[name as keyof typeof seen], ms);
    await page.close();
  }
  const answer = (question: string, ms: number, limit: number): Answer => ({
    ...{ question, ours: `${ms.toFixed(0)} ms`, peer: '', limit: `${limit} ms`, ratio: ms / limit },
    ...{ goal: `≤ ${limit} ms`, reached: ms <= limit },
  });
  printTable([
    answer('log of 100,000 lines: from the click to the first lines', median(opened), 300),
    answer('longest task while it opens', seen.open, 50),
    answer('longest task while scrolling', seen.scroll, 50),
    answer('longest task while scrolling wrapped lines', seen.wrapped, 50),
    answer('to find one line among all, typing pause included', median(found), 1_000),
    answer('longest task while searching', seen.find, 50),
  ]);
} finally {
  await browser.close();
  await product.stop();
  github.close();
  rmSync(folder, { recursive: true, force: true });
}
