import { expect as expectNow } from '@playwright/test';
import { asked, choose, open, openPractice, type Practice } from './practice.ts';
import type { Product } from './product.ts';
import { expectSound } from './sound.ts';
import { test } from './test.ts';

test.setTimeout(300_000);

const expect = expectNow.configure({ timeout: 20_000 });
const minute = 60_000;
let practice: Practice;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  // Some minutes before a deployment of storefront-web fails; the shop's story has one about 50 minutes before it begins.
  practice = await openPractice(['storefront-web', 'search-indexer'], {
    storyMsAgo: 0,
    startMsAgo: 58 * minute,
  });
  product = await practice.start('open', { DEMO: 'off' });
  await asked(product).isFilled();
});

test.afterAll(() => practice?.close());

test('a production deploy fails, its log says why, production is rolled back, and all of it is on record', async ({
  page,
}) => {
  await open(page, product, '/');
  const situation = page.getByRole('region', { name: 'Situation' });
  await expect(
    situation.getByRole('heading', { name: /^storefront-web deployment to production failed/ }),
  ).toBeVisible({ timeout: 120_000 });

  await situation.getByRole('button', { name: 'Deployment logs' }).click();
  const dialog = page.getByRole('dialog');
  const line = dialog.getByRole('log').locator('.is-current');
  await expect(line).toHaveClass(/is-error/);
  await expect(line).toBeInViewport();
  await page.keyboard.press('Escape');

  await open(page, product, '/deployments?environment=production&find=storefront-web');
  const failed = page
    .getByRole('region', { name: 'Deployments', exact: true })
    .getByRole('row')
    .filter({ hasText: 'Failed' })
    .first();
  await choose(failed, 'Roll back…');
  const approve = dialog.getByRole('button', { name: 'Roll back' });
  await expect(dialog.getByText(/^Roll storefront-web in production back from v/)).toBeVisible();
  await expectSound(page, 'action-proposal');

  await expect(approve).toBeDisabled();
  await dialog.getByLabel('Type storefront-web to confirm').fill('storefront-we');
  await page.keyboard.press('Enter');
  await expect(approve).toBeDisabled();
  await dialog.getByLabel('Type storefront-web to confirm').fill('storefront-web');
  await approve.click();
  await expect(dialog.getByText('It goes on when you close this')).toBeVisible();
  await page.keyboard.press('Escape');
  const listed = page.getByRole('region', { name: 'Under way and waiting for approval' });
  await listed.getByRole('button', { name: /^Roll storefront-web in production back/ }).click();
  await expect(dialog.getByText(/ is live in production$/)).toBeVisible({ timeout: 90_000 });
  await expect(dialog.getByText('Succeeded')).toBeVisible();
  await expectSound(page, 'action-progress');

  await open(page, product, '/');
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity.getByText(/^Roll storefront-web in production back/).first()).toBeVisible();
  await expect(situation).not.toContainText('storefront-web deployment to production failed');

  await open(page, product, '/settings?tab=audit&find=storefront-web');
  const audit = page.getByRole('region', { name: 'Audit log' }).locator('tbody').getByRole('row');
  for (const step of ['action.propose', 'action.approve', 'action.finish'])
    await expect(audit.filter({ hasText: step }).first()).toBeVisible();
});
