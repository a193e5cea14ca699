import { chromium } from '@playwright/test';

const [base, out, ...specs] = process.argv.slice(2);
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
for (const spec of specs) {
  const [name, path, width = '1440', theme = 'light', full = 'full', act = ''] = spec.split('|');
  const p = await b.newPage({
    viewport: { width: +width, height: +width < 500 ? 844 : 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    deviceScaleFactor: +width < 500 ? 2 : 1,
  });
  p.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log(name, 'console', m.text()));
  p.on('pageerror', (e) => console.log(name, 'uncaught', e.message));
  p.on('response', (r) => r.status() >= 400 && console.log(name, r.status(), r.url()));
  await p.goto(base + path);
  await p.waitForTimeout(1500);
  if (act) {
    await p.evaluate(act);
    await p.waitForTimeout(400);
  }
  await p.screenshot({ path: `${out}/${name}-${width}-${theme}.png`, fullPage: full === 'full' });
  await p.close();
}
await b.close();
