import { expect as expectNow } from '@playwright/test';
import { asked, open, openPractice, type Practice } from './practice.ts';
import type { Product } from './product.ts';
import { test } from './test.ts';

test.setTimeout(180_000);

const expect = expectNow.configure({ timeout: 60_000 });
let practice: Practice;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  practice = await openPractice(['checkout-api'], { speed: 5 });
  product = await practice.start('open', { DEMO: 'off' });
  await asked(product).isFilled();
});

test.afterAll(() => practice?.close());

test('the log of a run that goes on is followed from job to job, and a running job says that it has none yet', async ({
  page,
}) => {
  const runs = await asked(product).runs();
  const again = runs.find(({ name, status }) => name === 'Deploy' && status === 'success');
  const reply = await fetch(`${product.api}/pipeline/${again?.id}/rerun`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.api.replace('/api', '') },
    body: '{}',
  });
  expect(reply.ok, await reply.clone().text()).toBe(true);
  await expect
    .poll(async () => (await asked(product).runs()).find(({ id }) => id === again?.id)?.status)
    .toBe('running');

  await open(page, product, `/deployments?modal=pipeline-logs&id=${again?.id}`);
  const dialog = page.getByRole('dialog');
  const stages = dialog.getByRole('list', { name: 'Stages' });
  const shown = stages.locator('[aria-current]');
  const follow = dialog.getByRole('button', { name: 'Follow' });
  await expect(dialog.getByRole('log').getByRole('listitem').first()).toBeVisible();
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  const first = await shown.getAttribute('title');

  const running = stages.getByRole('button', { name: /running|Running/ }).first();
  await running.click();
  await expect(dialog.getByRole('status').filter({ hasText: 'No log yet' })).toContainText(
    "GitHub publishes a job's log when the job has finished; this one is still running",
  );
  await expect(dialog.getByRole('log')).toHaveCount(0);
  // It comes by itself when the job has finished.
  await expect(dialog.getByRole('log').getByRole('listitem').first()).toBeVisible();

  if ((await follow.count()) > 0) await follow.click();
  await expect.poll(() => shown.getAttribute('title')).not.toBe(first);
  await expect(dialog.getByRole('log').getByRole('listitem').first()).toBeVisible();
});
