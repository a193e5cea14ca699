import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Decided } from './deciding.fixture.ts';

const rounds = Number(process.env.KILL_ROUNDS ?? 25);
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
const base = Date.now() - 7 * 86_400_000;
let child: ChildProcess | undefined;

interface Found {
  readonly values: number[] | null;
  readonly cursor: string | null;
  readonly decided: Decided;
}

interface Life {
  readonly found: Found;
  readonly acknowledged: number;
  readonly told: readonly Told[];
}

type Told = { readonly alert: string } | { readonly setting: number };

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the collector, lets it collect and people decide for a while, and kills it without a warning. */
async function live(forMs: number): Promise<Life> {
  const process = fork(join(import.meta.dirname, 'counting.fixture.ts'), [folder, String(base)]);
  child = process;
  let found: Found | undefined;
  let acknowledged = 0;
  const told: Told[] = [];
  let begun = false;
  await new Promise<void>((resolve, reject) => {
    process.on(
      'message',
      (message: { found?: Found; acknowledged?: string; trouble?: string; told?: Told }) => {
        if (message.trouble) reject(new Error(message.trouble));
        if (message.found) found = message.found;
        if (message.told) told.push(message.told);
        if (message.acknowledged) acknowledged = Number(message.acknowledged);
        if (begun || acknowledged === 0 || told.length === 0) return;
        begun = true;
        setTimeout(resolve, forMs);
      },
    );
    process.on('exit', (code) => reject(new Error(`the collector ended with ${code}`)));
  });
  process.removeAllListeners('exit');
  const exited = once(process, 'exit');
  process.kill('SIGKILL');
  await exited;
  if (!found) throw new Error('the collector told nothing');
  return { found, acknowledged, told };
}

it(`has every sample, acknowledgement and setting that was taken in after kill -9, none by half, and goes on from the cursor, ${rounds} times`, {
  timeout: 1_200_000,
}, async () => {
  let last = 0;
  const alerts = new Set<string>();
  let setting = 0;
  for (let round = 0; round < rounds; round++) {
    const { found, acknowledged, told } = await live((round * 37) % 160);
    const values = found.values ?? [];
    expect(values.length, `round ${round}`).toBeGreaterThanOrEqual(last);
    expect(values).toEqual(values.map((_, i) => i + 1));
    expect(Number(found.cursor ?? 0)).toBe(values.length);
    last = Math.max(acknowledged, values.length);
    const { decided } = found;
    expect(decided.halves, `round ${round}`).toBe(0);
    expect(decided.unbroken).toBe(true);
    expect([...alerts].filter((id) => !decided.alerts.includes(id))).toEqual([]);
    expect(decided.setting).toBeGreaterThanOrEqual(setting);
    setting = decided.setting;
    for (const one of told)
      if ('alert' in one) alerts.add(one.alert);
      else setting = one.setting;
  }
  expect(last).toBeGreaterThanOrEqual(rounds);
  expect(alerts.size).toBeGreaterThanOrEqual(rounds);
  expect(setting).toBeGreaterThan(0);
});
