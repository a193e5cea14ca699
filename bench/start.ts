// P14: how long a start takes until it is healthy, and what it holds in memory when idle, started as `npm run up` does. Needs `npm run build`.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../scripts/postgres.mjs';
import { type Answer, median, printTable } from './table.ts';

const port = 19_301;
const backend = join(import.meta.dirname, '..', 'backend');
const folder = mkdtempSync(join(tmpdir(), 'smartops-start-'));
const idleMs = 25_000;

async function start(env: Record<string, string>): Promise<{ child: ChildProcess; ms: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=8', 'dist/index.js'], {
    cwd: backend,
    env: {
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '131072',
      ...process.env,
      PORT: String(port),
      WS_PORT: '',
      LOG_LEVEL: 'error',
      DATA_DIR: folder,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (reply?.ok) return { child, ms: performance.now() - startedAt };
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}

function residentMb({ pid }: ChildProcess): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}

async function measure(name: string, env: Record<string, string>, limitMb: number): Promise<Answer[]> {
  const first = await start(env);
  await stop(first.child);
  const starts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const { child, ms } = await start(env);
    starts.push(ms);
    await stop(child);
  }
  const { child } = await start(env);
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const mb = residentMb(child);
  await stop(child);
  const warm = median(starts) / 1_000;
  const common = { peer: `first start ${(first.ms / 1_000).toFixed(1)} s` };
  return [
    {
      question: `P14 warm start to healthy, ${name}`,
      ours: `${warm.toFixed(2)} s`,
      ...common,
      limit: '3 s',
      ratio: warm / 3,
      goal: '≤ 3 s',
      reached: warm <= 3,
    },
    {
      question: `P14 resident memory, ${name}`,
      ours: `${mb.toFixed(0)} MB`,
      peer: '',
      limit: `${limitMb} MB`,
      ratio: mb / limitMb,
      goal: `≤ ${limitMb} MB`,
      reached: mb <= limitMb,
    },
  ];
}

const postgres = await startPostgres();
try {
  printTable([
    ...(await measure('PGlite, with demo', {}, 450)),
    ...(await measure('PGlite, host alone', { DEMO: 'off', DATA_DIR: join(folder, 'alone') }, 450)),
    ...(postgres ? await measure('PostgreSQL, with demo', { DATABASE_URL: postgres.url }, 180) : []),
  ]);
} finally {
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
