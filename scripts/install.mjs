import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const bin = join(root, 'node_modules', '.bin');
const stamp = join(root, 'node_modules', '.installed');

/** The environment in which every command runs: the project's own Node.js comes first. */
export const environment = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  // Output passes through a pipe on its way to the terminal.
  ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
};

/** Runs one command to its end, its output shown. Rejects with its name and its last words when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      stdio: ['inherit', 'pipe', 'pipe'],
      ...options,
    });
    const words = lastWords();
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])
      from?.on('data', (chunk) => {
        to.write(chunk);
        words.add(chunk);
      });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const error = new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}`);
      reject(Object.assign(error, { lastWords: words.text() }));
    });
  });
}

const KEPT_LINES = 120;

/** The end of what a command printed: enough to read why it failed. */
function lastWords() {
  let kept = '';
  return {
    add: (chunk) => {
      kept = (kept + chunk).split('\n').slice(-KEPT_LINES).join('\n');
    },
    text: () => kept,
  };
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
