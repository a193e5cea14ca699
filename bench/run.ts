// Runs every question, or those named: `npm run bench -- charts rest`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const all = [
  ...['fan-out', 'bytes', 'rest', 'charts', 'first-load'],
  ...['github-quota', 'github-history', 'log-view', 'webhook'],
  ...['notify', 'rules', 'replay', 'start'],
];
const asked = process.argv.slice(2);

for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
