import { chromium } from '@playwright/test';

const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
const p = await b.newPage({ viewport: { width: 1440, height: 900 } });
await p.goto(process.argv[2] + '/');
await p.waitForTimeout(16000);
await p.screenshot({ path: '/tmp/screens/down16.png' });
await p.goto(process.argv[2] + '/settings');
await p.waitForTimeout(14000);
await p.screenshot({ path: '/tmp/screens/down-settings.png' });
await b.close();
