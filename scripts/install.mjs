import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed');

/** The environment in which every command runs: the project's own Node.js comes first. */
export const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

/** Runs one command to its end. Rejects with its name when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: environment, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`)),
    );
  });
}

export function refuseOldNode() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 20) return;
  console.error(`Node.js 20 or newer is needed; this is ${process.version}. See https://nodejs.org.`);
  process.exit(1);
}

/** Installs exactly what the lock file names, unless that was done already. */
export async function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return false;
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
  return true;
}
