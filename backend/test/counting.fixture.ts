import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { LiveRules } from '../src/alerts/rules/live.ts';
import { Collector } from '../src/collector/collector.ts';
import { connectionStore } from '../src/collector/store.ts';
import { stepsOver } from '../src/ingestion.ts';
import { ingest } from '../src/pipeline.ts';
import { copyDatabase } from '../src/platform/database/copy-database.ts';
import { openPglite } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { lockFolder } from '../src/platform/lock/folder-lock.ts';
import { emptyBatch } from '../src/signals/testing.ts';
import type { Connection } from '../src/sources/source.ts';
import { decided, decideOnAndOn } from './deciding.fixture.ts';

// Collects 1, 2, 3 … as fast as it can while people decide, tells its parent what was taken in, and waits to be killed.
const folder = process.argv[2] ?? '';
const base = Number(process.argv[3]);
lockFolder(folder, 10_000);
copyDatabase(process.env.PGLITE_FOLDER ?? '', join(folder, 'database'));
const database = await openPglite(join(folder, 'database'));
await migrate(database, join(import.meta.dirname, '..', 'migrations'));
const store = connectionStore(database.sql);
await store.seed({ id: 'counter', source: 'counter', title: 'Counter', demo: false }, 0);

const { rows } = await database.sql.execute<{ values: number[] | null; cursor: string | null }>(sql`
  select (select json_agg(value order by at) from sample) as values, (select cursor from connection) as cursor`);
process.send?.({ found: { ...rows[0], decided: await decided(database) } });

const connection: Connection = {
  check: async () => undefined,
  async collect(cursor) {
    const value = Number(cursor ?? 0) + 1;
    const sample = { resourceId: 'counter', metric: 'count', value, at: base + value * 1_000 };
    return { ...emptyBatch, samples: [sample], cursor: `${value}` };
  },
};

new Collector({
  now: Date.now,
  lease: (id, now, forMs) => store.lease(id, { owner: 'embedded', now, until: now + forMs }),
  async ingest({ id }, { fence, health }, batch, after) {
    await ingest(batch, { before: health, after }, (work) =>
      database.sql.transaction((tx) =>
        work(
          stepsOver(tx, {
            connectionId: id,
            fence,
            rules: new LiveRules(),
            isDemo: () => false,
            calmMs: 0,
            now: base + 1e9,
          }),
        ),
      ),
    );
    process.send?.({ acknowledged: batch.cursor });
    return true;
  },
  fail: async () => undefined,
  report: () => undefined,
  trouble: (_watched, error) => {
    process.send?.({ trouble: String(error) });
  },
}).start([{ id: 'counter', source: 'counter', everyMs: 5, connection }]);

await decideOnAndOn(database, (what) => process.send?.({ told: what }));
