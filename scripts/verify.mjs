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
    results.push({ name, outcome: outcome ?? 'passed', from });
  } catch (error) {
    console.error(error.message);
    results.push({ name, outcome: 'failed', from, lastWords: error.lastWords });
  }
  const last = results.at(-1);
  last.seconds = ((Date.now() - from) / 1000).toFixed(0);
}

function missing(what) {
  if (inCi) throw new Error(`${what} is missing, and in CI nothing is skipped`);
  return 'skipped';
}

const npm = (...args) => run('npm', ['run', '--silent', ...args]);
const browserAndProxy = () =>
  existsSync(process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium') && existsSync('/usr/sbin/nginx');

await step('install', async () => void (await install()));
await step('format and lint', () => npm('lint'));
await step('types', () => npm('types'));
await step('who may import whom', () => npm('imports'));
await step('dead code', () => npm('dead'));
await step('supply chain', () => npm('supply-chain'));
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
await step('tests of the dashboard', () => run('npm', ['test', '--silent', '-w', 'dashboard']));
await step('build', () => npm('build'));
await step('first load', () => run('npm', ['run', '--silent', 'first-load', '-w', 'dashboard']));
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
