import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';

const base = process.argv[2];
const paths = [
  '/',
  '/infrastructure',
  '/deployments',
  '/web3',
  '/settings',
  '/nowhere',
  '/?modal=metric&id=aws:demo:elb:checkout-api~http.5xx.percent',
  '/?modal=pipeline-logs&id=run-1',
  '/?modal=deployment-logs&id=d3',
  '/?modal=aws-service&id=aws:demo:rds',
  '/?modal=network&id=ethereum',
  '/?modal=chart&id=aws:demo:elb:checkout-api~latency.ms',
];
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
for (const theme of ['light', 'dark'])
  for (const width of [1440, 390]) {
    const ctx = await b.newContext({
      viewport: { width, height: 900 },
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    for (const path of paths) {
      const p = await ctx.newPage();
      p.on(
        'console',
        (m) => ['error', 'warning'].includes(m.type()) && console.log(path, 'console', m.text()),
      );
      p.on('pageerror', (e) => console.log(path, 'uncaught', e.message));
      await p.addInitScript(() =>
        addEventListener('securitypolicyviolation', (e) =>
          console.error('policy', e.violatedDirective, e.blockedURI, e.sample),
        ),
      );
      await p.goto(base + path);
      await p.waitForTimeout(900);
      const { violations } = await new AxeBuilder({ page: p })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
      for (const v of violations)
        console.log(
          theme,
          width,
          path,
          v.id,
          v.nodes
            .slice(0, 3)
            .map((n) => n.html.slice(0, 160))
            .join(' || '),
        );
      const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) console.log('overflow', width, path, over);
      await p.close();
    }
    await ctx.close();
  }
await b.close();
console.log('done');
