// P10: from the moment GitHub's webhook is sent to the frame in which the page shows it.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startProduct } from '../e2e/product.ts';
import { startGitHub } from './log-github.ts';
import { type Answer, median, printTable } from './table.ts';

const rounds = 100;
const secret = 'the secret of the bench';
const iso = (at: number) => new Date(at).toISOString();

const folder = mkdtempSync(join(tmpdir(), 'smartops-webhook-'));
const github = await startGitHub('');
const product = await startProduct({
  ...{ DATA_DIR: join(folder, 'data'), DEMO: 'off', GITHUB_TOKEN: 'bench-token', GITHUB_OWNER: 'bench' },
  ...{ GITHUB_REPO: 'shop', GITHUB_API_URL: github.url, GITHUB_WEBHOOK_SECRET: secret },
  RATE_LIMIT_PER_MINUTE: '100000',
});
const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

function deliver(round: number): Promise<Response> {
  const at = Date.now();
  const body = JSON.stringify({
    repository: { name: 'shop', owner: { login: 'bench' } },
    deployment: {
      ...{ id: 9_000 + round, sha: 'a'.repeat(40), ref: 'main', payload: {}, environment: 'production' },
      ...{ description: `round ${round} of the bench`, creator: { login: 'sofia' } },
      ...{ created_at: iso(at), updated_at: iso(at) },
    },
  });
  return fetch(`${product.api}/webhooks/github`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': `bench-${round}`,
      'x-github-event': 'deployment',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  });
}

/** Epoch ms of the frame in which these words stand; the page and this process share a clock. */
function shownAt(page: Page, words: string): Promise<number> {
  return page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.body.textContent?.includes(text) ? resolve(Date.now()) : requestAnimationFrame(look);
        look();
      }),
    words,
  );
}

const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.goto(`${product.api.replace('/api', '')}/deployments`);
await page.getByRole('banner').getByText('Connected').waitFor();
const answered: number[] = [];
const seen: number[] = [];
for (let round = 0; round < rounds; round++) {
  const shown = shownAt(page, `round ${round} of the bench`);
  // The page looks at each frame from here on.
  await page.waitForTimeout(300);
  const sent = Date.now();
  const reply = await deliver(round);
  answered.push(Date.now() - sent);
  if (reply.status !== 202) throw new Error(await reply.text());
  seen.push((await shown) - sent);
}
await browser.close();
await product.stop();
github.close();
rmSync(folder, { recursive: true, force: true });

const p99 = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN;
const answer = (question: string, ours: number, limit: number): Answer => ({
  ...{
    question,
    ours: `${ours} ms`,
    peer: '',
    limit: `${limit} ms`,
    ratio: ours / limit,
    goal: `≤ ${limit} ms`,
  },
  reached: ours <= limit,
});
printTable([
  answer('P10 webhook to pixel, median', median(seen), 150),
  answer('P10 webhook to pixel, p99', p99(seen), 150),
  answer('webhook answered, durable, p99', p99(answered), 150),
]);
