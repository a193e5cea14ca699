import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const rounds = Number(process.env.KILL_ROUNDS ?? 25);
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
const base = Date.now() - 7 * 86_400_000;
let child: ChildProcess | undefined;

interface Found {
  readonly values: number[] | null;
  readonly cursor: string | null;
}

interface Life {
  readonly found: Found;
  readonly acknowledged: number;
}

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the collector, lets it collect for a while and kills it without a warning. */
async function live(forMs: number): Promise<Life> {
  const process = fork(join(import.meta.dirname, 'counting.fixture.ts'), [folder, String(base)]);
  child = process;
  let found: Found | undefined;
  let acknowledged = 0;
  await new Promise<void>((resolve, reject) => {
    process.on('message', (message: { found?: Found; acknowledged?: string; trouble?: string }) => {
      if (message.trouble) reject(new Error(message.trouble));
      if (message.found) found = message.found;
      if (!message.acknowledged) return;
      if (acknowledged === 0) setTimeout(resolve, forMs);
      acknowledged = Number(message.acknowledged);
    });
    process.on('exit', (code) => reject(new Error(`the collector ended with ${code}`)));
  });
  process.removeAllListeners('exit');
  const exited = once(process, 'exit');
  process.kill('SIGKILL');
  await exited;
  if (!found) throw new Error('the collector told nothing');
  return { found, acknowledged };
}

it(`has every acknowledged sample after kill -9 and goes on from the cursor, ${rounds} times`, {
  timeout: 300_000,
}, async () => {
  let last = 0;
  for (let round = 0; round < rounds; round++) {
    const { found, acknowledged } = await live((round * 37) % 160);
    const values = found.values ?? [];
    expect(values.length, `round ${round}`).toBeGreaterThanOrEqual(last);
    expect(values).toEqual(values.map((_, i) => i + 1));
    expect(Number(found.cursor ?? 0)).toBe(values.length);
    last = Math.max(acknowledged, values.length);
  }
  expect(last).toBeGreaterThan(rounds);
});
