import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const rounds = Number(process.env.ACTION_KILLS ?? 12);
const folder = mkdtempSync(join(tmpdir(), 'kill-action-'));
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  readonly begun?: true;
  readonly trouble?: string;
  readonly actions?: readonly { readonly id: string; readonly runId: string; readonly status: string }[];
  readonly finished?: readonly string[];
}

/** Lives until it has told what is wanted, and `forMs` longer; then it is killed without a warning. */
async function live(round: number, work: 'kill' | 'settle', forMs: number): Promise<Told> {
  const life = fork(join(import.meta.dirname, 'acting.fixture.ts'), [folder, String(round), work]);
  child = life;
  const told = await new Promise<Told>((resolve, reject) => {
    life.on('message', (message: Told) => {
      if (message.trouble) reject(new Error(message.trouble));
      else setTimeout(() => resolve(message), forMs);
    });
    life.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
  life.removeAllListeners('exit');
  const exited = once(life, 'exit');
  life.kill('SIGKILL');
  await exited;
  return told;
}

it(`does nothing twice and leaves nothing open, killed at whatever step, ${rounds} times`, {
  timeout: 1_200_000,
}, async () => {
  for (let round = 0; round < rounds; round++) await live(round, 'kill', (round * 37) % 160);
  const { actions = [], finished = [] } = await live(rounds, 'settle', 0);
  const asked = readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
  const timesOf = (list: readonly (string | null)[], wanted: string) =>
    list.filter((one) => one === wanted).length;

  expect(asked.length).toBe(new Set(asked).size);
  expect(actions.length).toBeGreaterThanOrEqual(asked.length);
  for (const { id, runId, status } of actions) {
    expect(['proposed', 'succeeded', 'failed', 'unknown']).toContain(status);
    expect([id, timesOf(finished, id)]).toEqual([id, status === 'proposed' ? 0 : 1]);
    // What is known to have been done was asked for.
    if (status === 'succeeded') expect(timesOf(asked, runId)).toBe(1);
  }
  expect(actions.some(({ status }) => status === 'succeeded')).toBe(true);
});
