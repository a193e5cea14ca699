// 10,000 rules, one new sample each: what of a tick the evaluator costs and what the database does.
import { join } from 'node:path';
import type { Sample } from '@smartops/contract';
import { RuleSpec } from '@smartops/contract';
import { LiveRules } from '../backend/src/alerts/rules/live.ts';
import type { StoredRule } from '../backend/src/alerts/rules/rule.ts';
import { alertStore } from '../backend/src/alerts/store.ts';
import { openPglite } from '../backend/src/platform/database/database.ts';
import { migrate } from '../backend/src/platform/database/migrate.ts';
import { bySeries } from '../backend/src/signals/incoming.ts';
import { rememberStore } from '../backend/src/signals/remember-store.ts';
import { emptyBatch } from '../backend/src/signals/testing.ts';
import { cpuOf, median, printTable } from './table.ts';

const count = 10_000;
const minute = 60_000;
const ticks = 9;
const start = Math.floor(Date.now() / minute) * minute - 60 * minute;
const ids = Array.from({ length: count }, (_, i) => `host-${i}`);

const database = await openPglite('memory://');
await migrate(database, join(import.meta.dirname, '..', 'backend', 'migrations'));
const rules = new LiveRules();
rules.use(
  ids.map((id): StoredRule => {
    const condition = { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80 };
    const spec = RuleSpec.parse({ name: id, severity: 'warning', scope: { resources: [id] }, condition });
    return { id, spec, version: 1, origin: 'person', updatedAt: 0, updatedBy: 'bench' };
  }),
);

const samplesAt = (tick: number): Sample[] =>
  ids.map((resourceId, i) => ({
    ...{ resourceId, metric: 'cpu.percent', at: start + tick * minute },
    value: Math.round(4_000 + 2_500 * Math.sin(tick + i)) / 100,
  }));

const cpu = { store: [] as number[], judge: [] as number[], carry: [] as number[], floor: [] as number[] };
for (let tick = 0; tick <= ticks; tick++) {
  const now = start + tick * minute;
  const resources = ids.map((id) => ({ id, kind: 'host', name: id, attributes: {} }));
  const batch = { ...emptyBatch, resources: tick === 0 ? resources : [], samples: samplesAt(tick) };
  await rules.during('bench', 1, () =>
    database.sql.transaction(async (tx) => {
      let fresh = { samples: [] as readonly Sample[] };
      let decisions: Awaited<ReturnType<LiveRules['judge']>> = [];
      const store = await cpuOf(async () => {
        fresh = await rememberStore(tx).remember('bench', batch, now);
      });
      const judge = await cpuOf(async () => {
        decisions = await rules.judge(tx, { connectionId: 'bench', resources: [], ...fresh }, now);
      });
      const carry = await cpuOf(async () => {
        await alertStore(tx).apply(decisions);
      });
      const floor = await cpuOf(async () => {
        bySeries(fresh.samples);
      });
      // The first tick makes every state from what is stored.
      if (tick === 0)
        console.log(`first tick, states made from the database: ${(judge / 1e3).toFixed(0)} ms`);
      else {
        cpu.store.push(store);
        cpu.judge.push(judge);
        cpu.carry.push(carry);
        cpu.floor.push(floor);
      }
    }),
  );
}
await database.close();

const ms = (list: readonly number[]) => median(list) / 1_000;
console.log(
  `a tick: evaluator ${ms(cpu.judge).toFixed(1)} ms, its alerts ${ms(cpu.carry).toFixed(1)} ms, storing the samples ${ms(cpu.store).toFixed(0)} ms of CPU`,
);
printTable([
  {
    question: '10,000 rules, one sample each, evaluator',
    ours: `${ms(cpu.judge).toFixed(1)} ms`,
    peer: `sorting the samples ${ms(cpu.floor).toFixed(1)} ms`,
    limit: '1,000 ms',
    ratio: ms(cpu.judge) / ms(cpu.floor),
    goal: '≤ 1 s of CPU',
    reached: ms(cpu.judge) <= 1_000,
  },
  {
    question: 'the same with storing them',
    ours: `${(ms(cpu.judge) + ms(cpu.store) + ms(cpu.carry)).toFixed(0)} ms`,
    peer: `storing alone ${ms(cpu.store).toFixed(0)} ms`,
    limit: '1,000 ms',
    ratio: (ms(cpu.judge) + ms(cpu.store) + ms(cpu.carry)) / ms(cpu.store),
    goal: '≤ 1 s of CPU',
    reached: ms(cpu.judge) + ms(cpu.store) + ms(cpu.carry) <= 1_000,
  },
]);
