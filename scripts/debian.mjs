import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const isRoot = process.getuid?.() === 0;

/** Installs Debian packages when this is root; otherwise says what to install. True when they are there. */
export function ensureDebian(packages, isThere, purpose) {
  if (isThere()) return true;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    // In runlevel 1 nothing that is installed is also started.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const apt = (...args) =>
      execFileSync('apt-get', ['-qq', '-y', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '--no-install-recommends', ...packages);
    if (isThere()) return true;
  }
  console.error(`${purpose} needs ${packages.join(', ')}: sudo apt-get install ${packages.join(' ')}`);
  return false;
}

export const hasCommand = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
