// The time machine: a rule over 30 days of 200 series read every 30 s, beside only reading and decoding the same samples.
import { join } from 'node:path';
import { RuleSpec } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { histories, replay } from '../backend/src/alerts/rules/replay-run.ts';
import { seriesOf } from '../backend/src/alerts/rules/replay-series.ts';
import { openPglite } from '../backend/src/platform/database/database.ts';
import { migrate } from '../backend/src/platform/database/migrate.ts';
import { encode } from '../backend/src/signals/codec.ts';
import { cpuOf, interleave, printTable } from './table.ts';

const day = 86_400_000;
const stepMs = 30_000;
const spanMs = 4 * 3_600_000;
const series = 200;
const to = Math.floor(Date.now() / spanMs) * spanMs;
const from = to - 30 * day;
const rounds = Number(process.env.ROUNDS ?? 3);

const database = await openPglite('memory://');
await migrate(database, join(import.meta.dirname, '..', 'backend', 'migrations'));
for (let index = 0; index < series; index++) await fill(index);

/** A noisy percentage with two decimals, which crosses 80 about twice a day. */
async function fill(index: number): Promise<void> {
  const starts: number[] = [];
  const bodies: Buffer[] = [];
  for (let start = from; start < to; start += spanMs) {
    const at = Array.from({ length: spanMs / stepMs }, (_, i) => start + i * stepMs);
    const values = at.map((time) => {
      const n = (time - from) / stepMs;
      const noise = Math.sin(n * 12.9898 + index * 78.233) * 43_758.5453;
      return Math.round((50 + 28 * Math.sin(n / 460 + index) + 8 * (noise - Math.floor(noise))) * 100) / 100;
    });
    starts.push(start);
    bodies.push(encode([at, values]));
  }
  const id = `host-${index}`;
  await database.sql.execute(sql`
    insert into resource (id, connection_id, kind, name, first_seen_at, seen_at) values (${id}, 'bench', 'host', ${id}, 0, 0)`);
  await database.sql.execute(sql`
    with one as (insert into series (resource_id, metric, last_at, last_value)
      values (${id}, 'cpu.percent', ${to}, 1) returning id)
    insert into sample_chunk (series_id, step_ms, starts_at, body)
    select one.id, 0, starts_at, body from one,
      unnest(${sql.param(starts)}::bigint[], ${sql.param(bodies)}::bytea[]) as chunk (starts_at, body)`);
}

const condition = { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80 };
const spec = RuleSpec.parse({ name: 'bench', severity: 'warning', condition });
const place = { database: database.sql, now: to, isWatched: () => true };
const window = { from, to };
const cpu: Record<'ours' | 'floor', number[]> = { ours: [], floor: [] };

async function timed(name: keyof typeof cpu, work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  cpu[name].push((await cpuOf(work)) / 1e6);
  return (performance.now() - begin) / 1_000;
}

let told = '';
const wall = await interleave(rounds, {
  ours: () =>
    timed('ours', async () => {
      const { samples, totals } = await replay({ spec, against: undefined }, window, place);
      told = `${samples} samples, ${totals.episodes} episodes`;
    }),
  floor: () =>
    timed('floor', async () => {
      const { tracked } = await seriesOf([spec], 1_000, place);
      let count = 0;
      for await (const { history } of histories(tracked, window, place)) count += history.at.length;
      if (count === 0) throw new Error('Nothing was read');
    }),
});
await database.close();

const least = (name: keyof typeof cpu) => Math.min(...cpu[name]);
const { ours = 0, floor = 0 } = wall;
console.log(told);
console.log(`CPU at best: ours ${least('ours').toFixed(2)} s, reading alone ${least('floor').toFixed(2)} s`);
printTable([
  {
    question: 'replay of 30 days × 200 series',
    ours: `${ours.toFixed(2)} s`,
    peer: `reading alone ${floor.toFixed(2)} s`,
    limit: '2 s',
    ratio: ours / floor,
    goal: '≤ 2 s',
    reached: ours <= 2,
  },
]);
