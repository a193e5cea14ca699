import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { PORT, WS_PORT } from './address.ts';

const launchOptions = {
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '.output',
  // Most of a test is waiting for what the practice cloud does next.
  workers: 2,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  // A shared machine may stand still for seconds; what fails twice is broken.
  retries: process.env.CI ? 1 : 0,
  reporter: 'line',
  use: { baseURL: `http://127.0.0.1:${PORT}`, launchOptions },
  projects: [
    {
      name: 'wide',
      testIgnore: /server\/.*/,
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      testMatch: 'screens.spec.ts',
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } },
    },
  ],
  webServer: {
    command: 'npm run up',
    cwd: join(import.meta.dirname, '..'),
    url: `http://127.0.0.1:${PORT}/api/health`,
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      PORT: String(PORT),
      WS_PORT: String(WS_PORT),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'smartops-e2e-')),
      METRICS_STREAM_SECONDS: '2',
      HOST_INTERVAL_SECONDS: '2',
      EVM_INTERVAL_SECONDS: '4',
      RATE_LIMIT_PER_MINUTE: '6000',
      LOG_LEVEL: 'warn',
    },
  },
});
