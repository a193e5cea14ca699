import { expectFits, expectNoBarrier } from './sound.ts';
import { expect, test } from './test.ts';

const pages = [
  '/',
  '/infrastructure',
  '/deployments',
  '/incidents/rules',
  '/incidents/rules/edit?new=threshold',
  '/web3',
  '/settings',
];

for (const path of pages)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`${path} is sound in ${colorScheme}`, async ({ page }, { project }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await expect(page.getByText('Demo', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
      if (path === '/') await expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
      await expectNoBarrier(page, path);
      await expectFits(page, path);
      const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'overview';
      await page.screenshot({ path: `.screens/${name}-${project.name}-${colorScheme}.png`, fullPage: true });
    });
