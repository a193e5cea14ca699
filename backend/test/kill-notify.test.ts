import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { itemsOf, openReceiver } from '../src/notify/receiver.fixture.ts';

const rounds = Number(process.env.NOTIFY_KILLS ?? 5);
const folder = mkdtempSync(join(tmpdir(), 'kill-notify-'));
let child: ChildProcess | undefined;

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  readonly alerts?: readonly string[];
}

/** Lives until it has told what is wanted, and `forMs` longer; then it is killed without a warning. */
async function live(args: readonly string[], forMs: number): Promise<Told> {
  const life = fork(join(import.meta.dirname, 'notifying.fixture.ts'), [folder, ...args]);
  child = life;
  const told = await new Promise<Told>((resolve, reject) => {
    life.on('message', (message: Told) => setTimeout(() => resolve(message), forMs));
    life.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
  life.removeAllListeners('exit');
  const exited = once(life, 'exit');
  life.kill('SIGKILL');
  await exited;
  return told;
}

it(`loses no notification and repeats at most one a kill, with the same key, killed ${rounds} times`, {
  timeout: 1_200_000,
}, async () => {
  const receiver = await openReceiver();
  for (let round = 0; round < rounds; round++)
    await live([`${round}`, 'kill', receiver.url], 150 + ((round * 173) % 900));
  const { alerts = [] } = await live([`${rounds}`, 'settle', receiver.url], 0);
  await receiver.close();

  const ids = receiver.taken.map(({ headers }) => headers['webhook-id']);
  const byKey = new Map(receiver.taken.map((got) => [got.headers['webhook-id'], got.body]));
  const told = [...byKey.values()].flatMap((body) => itemsOf({ body } as never).map(({ key }) => key));
  expect(alerts.length).toBeGreaterThan(rounds);
  expect(told.map((key) => key.split(':')[1]).sort()).toEqual([...alerts].sort());
  expect(ids.length - byKey.size).toBeLessThanOrEqual(rounds);
  // A repeat is the same message, byte by byte.
  for (const { headers, body } of receiver.taken) expect(body).toBe(byKey.get(headers['webhook-id']));
});
