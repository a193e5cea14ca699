import { chromium } from '@playwright/test';
const base = 'http://127.0.0.1:4561';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const [, , only = '.*'] = process.argv;
const pages = { list: '/incidents/all', incident: '/incidents/all?incident=INC-1', overview: '/' };
for (const theme of ['dark', 'light'])
  for (const width of [1440, 390]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
    const page = await context.newPage();
    page.on('console', (m) => m.type() === 'error' && console.log('console', m.text().slice(0, 300)));
    page.on('pageerror', (e) => console.log('error', e.message));
    for (const [name, path] of Object.entries(pages)) {
      if (!new RegExp(only).test(`${name}-${width}-${theme}`)) continue;
      await page.goto(base + path);
      await page.waitForTimeout(3500);
      await page.screenshot({ path: `/tmp/data-f/${name}-${width}-${theme}.png`, fullPage: true });
    }
    await context.close();
  }
await browser.close();
