import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No barrier that axe knows of in what is shown now, or in the part that a selector names. */
export async function expectNoBarrier(page: Page, name: string, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']);
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, name).toEqual([]);
}

export async function expectFits(page: Page, name: string): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond, `${name} is wider than its window`).toBeLessThanOrEqual(0);
}

/** Light and dark, wide and on a phone: no barrier that axe knows of; nothing wider than 360 px either. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // A row that is scrolled half under the bar at the top counts as too small to hit.
      await page.evaluate(() => scrollTo(0, 0));
      await expectNoBarrier(page, `${name} ${width} ${colorScheme}`);
      await page.screenshot({ path: `.screens/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  await page.setViewportSize({ width: 360, height: 800 });
  await expectFits(page, name);
  await page.setViewportSize({ width: 1440, height: 900 });
}
