import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect as expectNow, test } from '@playwright/test';
import type { Alert } from '@smartops/contract';
import { startProduct } from './product.ts';
import { seedAlerts } from './seed-alerts.ts';

test.setTimeout(120_000);
const expect = expectNow.configure({ timeout: 20_000 });

test('ten thousand at once are listed, counted and scrolled through', async ({ page }) => {
  const list = page.getByRole('region', { name: 'Alerts', exact: true });
  const storm = mkdtempSync(join(tmpdir(), 'smartops-storm-'));
  const names = Array.from({ length: 10_000 }, (_, index) => ({
    ...{ name: `worker-${index}`, what: 'restarts above 3', message: '4 in 10 min', agoMs: index * 10 },
    severity: index % 10 === 0 ? ('critical' as const) : ('warning' as const),
  }));
  await seedAlerts(storm, names);
  const house = await startProduct({ DATA_DIR: storm, RATE_LIMIT_PER_MINUTE: '100000' });
  try {
    await page.goto(house.api.replace('/api', '/incidents?state=loud&group=none'));
    await expect(list.getByRole('button', { name: /^Firing 10,00\d$/ })).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByRole('navigation', { name: 'Incidents section' })).toContainText(/Alerts 10,00\d/);
    const { alerts: sent } = (await (await fetch(`${house.api}/alerts?limit=200`)).json()) as {
      alerts: Alert[];
    };
    expect(sent).toHaveLength(200);
    await page.evaluate(() => {
      const long: number[] = [];
      new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) long.push(Math.round(duration));
      }).observe({ entryTypes: ['longtask'] });
      Object.assign(window, { long });
    });
    for (let turn = 0; turn < 12; turn++) {
      await page.mouse.wheel(0, 4_000);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    const lines = await list.locator('.al-body > li').count();
    expect(lines).toBeLessThan(80);
    const long = await page.evaluate(() => (window as unknown as { long: number[] }).long);
    console.log(
      `10,000 alerts: ${lines} lines in the page; long tasks while scrolling: ${long.join(', ')} ms`,
    );
    await page.screenshot({ path: '.screens/alerts-storm-1440-light.png' });
  } finally {
    await house.stop();
    rmSync(storm, { recursive: true, force: true });
  }
});
