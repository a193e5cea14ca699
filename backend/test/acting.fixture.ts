import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { approve } from '../src/actions/decide.ts';
import { Executor } from '../src/actions/executor.ts';
import { fakeSource, openBench, run } from '../src/actions/open-actions.fixture.ts';
import { propose } from '../src/actions/propose.ts';
import { actionStore } from '../src/actions/store.ts';
import { auditStore } from '../src/identity/audit/store.ts';
import { copyDatabase } from '../src/platform/database/copy-database.ts';
import { openPglite } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { ConflictError } from '../src/platform/errors.ts';
import { lockFolder } from '../src/platform/lock/folder-lock.ts';

// Goes on with what an earlier life left behind, then has one thing done after the other and waits to be killed.
const [folder = '', round = '0', work = 'kill'] = process.argv.slice(2);
lockFolder(folder, 10_000);
copyDatabase(process.env.PGLITE_FOLDER ?? '', join(folder, 'database'));
const database = await openPglite(join(folder, 'database'));
await migrate(database, join(import.meta.dirname, '..', 'migrations'));

const fake = fakeSource();
const source = {
  ...fake,
  async run(plan: unknown, signal: AbortSignal) {
    // On the disk before anything else: what a kill cannot take back.
    appendFileSync(join(folder, 'asked'), `${(plan as { runId: string }).runId}\n`);
    await sleep(8);
    return fake.run(plan, signal);
  },
  looks: 0,
  async follow() {
    source.looks++;
    const state = source.looks % 3 === 0 ? 'succeeded' : 'going';
    return { state, text: `look ${source.looks}`, url: null } as const;
  },
};
const executor = new Executor({
  ...{
    database: database.sql,
    workspace: 'default',
    now: Date.now,
    holder: 'embedded',
    alone: true,
    lookEveryMs: 5,
  },
  actions: () => source,
  async record(tx, { id, status }) {
    const actor = { kind: 'system', id: null, name: 'SmartOpsAgent' } as const;
    const outcome = status === 'succeeded' ? 'allowed' : 'failed';
    await auditStore(tx).append({ at: Date.now(), actor, action: 'action.finish', target: id, outcome });
  },
  changed() {},
  acted() {},
  failed: (error) => process.send?.({ trouble: String(error) }),
});
await executor.resume();
if (work === 'settle') {
  await executor.idle();
  const actions = await actionStore(database.sql).list({ limit: 10_000 });
  const rows = await auditStore(database.sql).list({ limit: 10_000 });
  process.send?.({
    actions: actions.map(({ id, targetId, status }) => ({ id, runId: targetId, status })),
    finished: rows.map(({ target }) => target),
  });
} else {
  const bench = openBench(database, source);
  const ada = bench.doer('admin', 'ada');
  process.send?.({ begun: true });
  for (let count = 0; ; count++) {
    const runId = `${round}0${count}`;
    const context = {
      ...bench.contextOf(executor),
      run: async () => ({ id: `gh:run:${runId}`, connectionId: 'gh', data: { ...run, runId } }) as never,
    };
    const { id } = await propose({ kind: 'rerun', target: runId }, ada, context);
    // What was left behind may still go on there.
    await approve(id, 'direct', ada, context).catch((error: unknown) => {
      if (!(error instanceof ConflictError)) throw error;
    });
    await executor.idle();
  }
}
