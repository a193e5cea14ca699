// From the commit that made an alert fire to the receiver that has it; and 10,000 alerts that fire at once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotifyPolicy } from '@smartops/contract';
import { storedAlert } from '../backend/src/alerts/alert.fixture.ts';
import { channelStore } from '../backend/src/notify/channel-store.ts';
import { openNotify } from '../backend/src/notify/open-notify.fixture.ts';
import { openReceiver } from '../backend/src/notify/receiver.fixture.ts';
import { tell } from '../backend/src/notify/tell.ts';
import { openPglite } from '../backend/src/platform/database/database.ts';
import { migrate } from '../backend/src/platform/database/migrate.ts';
import { type Answer, median, printTable } from './table.ts';

const rounds = 300;
const storm = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'smartops-notify-'));
const database = await openPglite(join(folder, 'database'));
await migrate(database, join(import.meta.dirname, '..', 'backend', 'migrations'));
const receiver = await openReceiver();
const room = openNotify(database, { epoch: Date.now() });
const ticking = setInterval(() => {
  room.clock.at = Date.now();
}, 1);

const fire = (ids: readonly string[]) =>
  database.sql.transaction((tx) =>
    tell(tx, {
      alerts: ids.map((id) => ({ change: 'fired', alert: storedAlert(id, { firedAt: Date.now() }) })),
      incidents: [],
      isDemo: () => false,
      now: Date.now(),
    }),
  );
const counted = async (statement: string) => Number((await database.pool.query(statement)).rows[0]?.n);

const cap = { messages: 1_000, perMs: 60_000 };
await room.add('webhook', { name: 'bench', url: receiver.url, cap });
const each = [{ id: 'each', name: 'Each', groupMs: 0, steps: [{ afterMs: 0, channels: ['*'] }] }];
await channelStore(database.sql).putPolicy(NotifyPolicy.parse({ routes: each }), 0, { at: 0, by: 'bench' });

const took: number[] = [];
for (let round = 0; round < rounds; round++) {
  await fire([`a${round}`]);
  const committedAt = performance.now();
  const had = receiver.taken.length;
  room.notifier.wake();
  while (receiver.taken.length === had) await sleep(0);
  took.push(performance.now() - committedAt);
  await room.notifier.idle();
}
took.sort((a, b) => a - b);
const p99 = took[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN;

const grouped = [{ ...each[0], name: 'Storm', groupMs: 60_000 }];
await channelStore(database.sql).putPolicy(NotifyPolicy.parse({ routes: grouped }), 1, {
  at: 0,
  by: 'bench',
});
const before = receiver.taken.length;
const from = performance.now();
await fire(Array.from({ length: storm }, (_, index) => `storm${index}`));
const written = performance.now();
room.notifier.wake();
while (receiver.taken.length === before) await sleep(1);
const first = performance.now();
room.clock.at += 120_000;
room.notifier.wake();
await room.notifier.idle();
const messages = receiver.taken.length - before;
const carried = await counted(
  `select count(distinct l.notice_id) as n from delivery_notice l join delivery d on d.id = l.delivery_id
   where d.state = 'delivered'`,
);
const open = await counted(`select count(*) as n from notice where routed_at is null`);

clearInterval(ticking);
await room.close();
await receiver.close();
await database.close();
rmSync(folder, { recursive: true, force: true });

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const answers: Answer[] = [
  {
    question: `alert → webhook, p99 of ${rounds}`,
    ...{ ours: `${ms(p99)}, median ${ms(median(took))}`, peer: '—', limit: '1,000 ms' },
    ...{ ratio: p99 / 1_000, goal: '≤ 1 s', reached: p99 <= 1_000 },
  },
  {
    question: `${storm} alerts at once: written, first message`,
    ours: `${ms(written - from)}, ${ms(first - written)} after`,
    ...{
      peer: '—',
      limit: '',
      ratio: (first - written) / 5_000,
      goal: '≤ 5 s',
      reached: first - written <= 5_000,
    },
  },
  {
    question: 'the same: messages, notices carried',
    ours: `${messages}, ${carried} of ${storm + rounds}, ${open} left`,
    ...{ peer: '—', limit: '', ratio: messages / 20, goal: 'all, in ≤ 20' },
    reached: messages <= 20 && carried === storm + rounds && open === 0,
  },
];
printTable(answers);
process.exitCode = answers.every(({ reached }) => reached) ? 0 : 1;
