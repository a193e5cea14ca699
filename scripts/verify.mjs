// Everything that must hold before a change lands. Installs what it needs; in CI nothing is skipped.
import { existsSync } from 'node:fs';
import { ensureDebian } from './debian.mjs';
import { environment, install, refuseOldNode, run } from './install.mjs';
import { startPostgres } from './postgres.mjs';

refuseOldNode();

const inCi = Boolean(process.env.CI);
const results = [];

async function step(name, work) {
  const from = Date.now();
  console.log(`\n\u001b[1m▸ ${name}\u001b[0m`);
  try {
    const outcome = await work();
    keep({ name, outcome: outcome ?? 'passed', from });
  } catch (error) {
    console.error(error.message);
    keep({ name, outcome: 'failed', from, lastWords: error.lastWords });
  }
}

const keep = (result) => results.push({ ...result, seconds: ((Date.now() - result.from) / 1000).toFixed(0) });

/** Lanes side by side: most tools use one core of two. */
const together = (...lanes) =>
  Promise.all(
    lanes.map(async (lane) => {
      for (const [name, work] of lane) await step(name, work);
    }),
  );

function missing(what) {
  if (inCi) throw new Error(`${what} is missing, and in CI nothing is skipped`);
  return 'skipped';
}

const npm = (...args) => run('npm', ['run', '--silent', ...args]);
const browserAndProxy = () =>
  existsSync(process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium') && existsSync('/usr/sbin/nginx');

await step('install', async () => void (await install()));
await together(
  [
    ['types', () => run('tsc', ['-p', '.'])],
    ['dead code', () => npm('dead')],
    ['supply chain', () => npm('supply-chain')],
  ],
  [
    ['types of the dashboard', () => run('tsc', ['-p', 'dashboard'])],
    ['who may import whom', () => npm('imports')],
    ['format and lint', () => npm('lint')],
  ],
);
await step('tests on PGlite and PostgreSQL', async () => {
  const hasAlertmanager = ensureDebian(
    ['prometheus-alertmanager'],
    () => existsSync('/usr/bin/prometheus-alertmanager'),
    'Testing with a real Alertmanager',
  );
  const postgres = process.env.TEST_DATABASE_URL ? undefined : await startPostgres();
  const url = process.env.TEST_DATABASE_URL ?? postgres?.url;
  try {
    await run('npm', ['test', '--silent'], {
      env: { ...environment, ...(url && { TEST_DATABASE_URL: url }) },
    });
  } finally {
    postgres?.stop();
  }
  if (!hasAlertmanager) return missing('Alertmanager');
  return url ? undefined : missing('PostgreSQL');
});
await together(
  [['tests of the dashboard', () => run('npm', ['test', '--silent', '-w', 'dashboard'])]],
  [
    ['build', () => npm('build')],
    ['first load', () => run('npm', ['run', '--silent', 'first-load', '-w', 'dashboard'])],
  ],
);
await step('in a browser', async () => {
  const packages = ['chromium', 'nginx-light', 'openssl'];
  if (!ensureDebian(packages, browserAndProxy, 'Testing in a browser')) return missing('Chromium or nginx');
  await npm('e2e');
});

// Said again at the end: where only the end of the output is kept, the reason is in it.
for (const { name, lastWords } of results.filter(({ lastWords }) => lastWords))
  console.log(`\n\u001b[1m✗ ${name}\u001b[0m\n${lastWords}`);

console.log('\n');
for (const { name, outcome, seconds } of results)
  console.log(`${outcome.padEnd(8)} ${`${seconds} s`.padStart(6)}  ${name}`);
process.exitCode = results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
