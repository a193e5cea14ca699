import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './test.ts';

const pages = ['/', '/infrastructure', '/deployments', '/web3', '/settings'];

for (const path of pages)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`${path} is sound in ${colorScheme}`, async ({ page }, { project }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path);
      await expect(page.getByText('Demo', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
      if (path === '/') await expect(page.locator('canvas').first()).toBeVisible({ timeout: 20_000 });
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'overview';
      await page.screenshot({ path: `.screens/${name}-${project.name}-${colorScheme}.png`, fullPage: true });
    });
