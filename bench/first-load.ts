// P9: what the Overview costs a browser with a cold cache, beside Prometheus' own page. Needs `npm run build`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { startProduct } from '../e2e/product.ts';
import { type Answer, median, printTable } from './table.ts';

const rounds = 5;
const watchedMs = 4_000;
const prometheusPort = 19_091;

interface Visit {
  readonly scriptKb: number;
  readonly lcp: number;
  readonly blocking: number;
  readonly shift: number;
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on('response', (reply) => {
    if (reply.request().resourceType() !== 'script') return;
    scripts.push(reply.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.addInitScript(() => {
    const seen = { lcp: 0, blocking: 0, shift: 0 };
    Object.assign(window, { seen });
    const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
    watch('largest-contentful-paint', ({ startTime }) => {
      seen.lcp = startTime;
    });
    watch('longtask', ({ duration }) => {
      seen.blocking += Math.max(0, duration - 50);
    });
    watch('layout-shift', (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) seen.shift += value;
    });
  });
  await page.goto(url);
  await page.waitForTimeout(watchedMs);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as Omit<Visit, 'scriptKb'>);
  const scriptKb = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0) / 1_000;
  await context.close();
  return { ...seen, scriptKb };
}

async function startPrometheus(folder: string) {
  if (spawnSync('sh', ['-c', 'command -v prometheus']).status !== 0) return undefined;
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, 'global: {}\n');
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${prometheusPort}/graph`;
  while (!(await fetch(url).catch(() => undefined))?.ok)
    await new Promise((resolve) => setTimeout(resolve, 200));
  return { url, stop: () => child.kill() };
}

const folder = mkdtempSync(join(tmpdir(), 'smartops-first-load-'));
const product = await startProduct({ DATA_DIR: join(folder, 'data') });
const prometheus = await startPrometheus(folder);
const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  // The first sources need a moment, so that the page has something to draw.
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const [ours, theirs]: [Visit[], Visit[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await visit(browser, product.api.replace('/api', '/')));
    if (prometheus) theirs.push(await visit(browser, prometheus.url));
  }
  const rows: [keyof Visit, string, number, string, number][] = [
    ['scriptKb', 'JavaScript of the Overview, gzip', 180, 'kB', 0],
    ['lcp', 'largest contentful paint', Number.NaN, 'ms', 0],
    ['blocking', 'total blocking time', 50, 'ms', 0],
    ['shift', 'layout shift', 0.02, '', 3],
  ];
  printTable(
    rows.map(([key, name, limit, unit, digits]): Answer => {
      const mine = median(ours.map((one) => one[key]));
      const peer = theirs.length > 0 ? median(theirs.map((one) => one[key])) : undefined;
      const bound = Number.isNaN(limit) ? (peer ?? Number.POSITIVE_INFINITY) : limit;
      return {
        question: `P9 ${name}`,
        ours: `${mine.toFixed(digits)} ${unit}`,
        peer: peer === undefined ? 'no Prometheus here' : `Prometheus ${peer.toFixed(digits)} ${unit}`,
        limit: Number.isNaN(limit) ? '' : `${limit} ${unit}`,
        ratio: mine / bound,
        goal: Number.isNaN(limit) ? '≤ Prometheus' : `≤ ${limit} ${unit}`,
        reached: mine <= bound,
      };
    }),
  );
} finally {
  await browser.close();
  prometheus?.stop();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
}
