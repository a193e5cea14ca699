import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const base = process.argv[2];
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const ctx = await b.newContext({ viewport: { width: 1440, height: 900 } });
const p = await ctx.newPage();
const ok = (name, x) => console.log(x ? 'ok  ' : 'FAIL', name, x === true || x === false ? '' : x);
p.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log('console', m.text()));
p.on('pageerror', (e) => console.log('uncaught', e.message));
await p.addInitScript(() => {
  window.cls = 0;
  window.long = [];
  new PerformanceObserver((l) => {
    for (const e of l.getEntries())
      if (!e.hadRecentInput) {
        window.cls += e.value;
        (window.shifts ??= []).push(
          e.value + ' ' + e.sources.map((s) => s.node?.className + ' ' + s.node?.nodeName).join(','),
        );
      }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((l) => {
    for (const e of l.getEntries()) window.long.push(Math.round(e.duration) + '@' + Math.round(e.startTime));
  }).observe({ type: 'longtask', buffered: true });
});
const t0 = Date.now();
await p.goto(base + '/?range=24h');
await p.getByText('Connected').waitFor();
await p.locator('canvas').nth(3).waitFor();
console.log('charts after', Date.now() - t0, 'ms');
await p.waitForTimeout(15000);
console.log(
  'cls',
  await p.evaluate(() => window.cls),
  await p.evaluate(() => window.shifts),
  'long',
  await p.evaluate(() => window.long),
);
ok(
  'range kept',
  (await p.getByRole('button', { name: '24h', exact: true }).getAttribute('aria-pressed')) === 'true',
);
await p.getByRole('link', { name: 'Deployments', exact: true }).first().click();
await p.waitForURL('**/deployments?range=24h');
ok('range in link', true);
await p.goBack();
await p.waitForTimeout(300);
await p.getByRole('button', { name: '5xx rate, checkout-api', exact: false }).first().click();
const opener = p.locator('.metric-name button').first();
await p.keyboard.press('Escape');
await p.waitForTimeout(200);
await opener.click();
await p.getByRole('dialog').waitFor();
await p.waitForTimeout(600);
ok('modal url', p.url().includes('modal=metric'));
const dl = p.waitForEvent('download');
await p.getByRole('button', { name: 'Export CSV' }).click();
const text = await readFile(await (await dl).path(), 'utf8');
ok('csv lines', text.split('\r\n').length);
const dp = p.waitForEvent('download');
await p.getByRole('button', { name: 'Export PNG' }).click();
ok('png', (await readFile(await (await dp).path())).subarray(1, 4).toString());
await p.goBack();
await p.waitForTimeout(200);
ok('closed by back', (await p.getByRole('dialog').count()) === 0);
ok('focus given back', await opener.evaluate((e) => e === document.activeElement));
await p.goForward();
await p.getByRole('dialog').waitFor();
await p.keyboard.press('Escape');
await p.waitForTimeout(200);
ok('escape', !p.url().includes('modal'));
const menu = p.getByRole('button', { name: '5xx rate, checkout-api: menu' }).first();
await menu.focus();
await p.keyboard.press('ArrowDown');
await p.waitForTimeout(200);
ok('menu focus', await p.evaluate(() => document.activeElement.textContent));
const box = await p.locator('.menu:popover-open').boundingBox(),
  mb = await menu.boundingBox();
console.log('menu at', box, mb);
await p.screenshot({ path: '/tmp/screens/menu.png' });
await p.keyboard.press('Escape');
const chart = p.getByRole('slider', { name: '5xx rate, checkout-api over time' });
await chart.focus();
await p.keyboard.press('Home');
for (let i = 0; i < 11; i++) await p.keyboard.press('PageDown');
await p.waitForTimeout(200);
console.log(await chart.getAttribute('aria-valuetext'));
await p.screenshot({ path: '/tmp/screens/cross.png', fullPage: true });
await p.getByRole('button', { name: 'Switch theme' }).click();
await p.waitForTimeout(300);
ok('theme', await p.evaluate(() => document.documentElement.dataset.theme));
await p.screenshot({ path: '/tmp/screens/theme.png' });
const calls = [];
p.on('request', (r) => r.url().includes('/api/') && calls.push(r.url()));
await p.getByRole('button', { name: 'Refresh all' }).click();
await p.waitForTimeout(900);
ok('refresh calls', calls.length);
await p.getByRole('button', { name: '7d', exact: true }).click();
await p.waitForTimeout(900);
ok('7d', calls.filter((c) => c.includes('7d')).length);
await p.screenshot({ path: '/tmp/screens/7d.png', fullPage: true });
await b.close();
