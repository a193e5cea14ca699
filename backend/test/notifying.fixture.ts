import { join } from 'node:path';
import { finding } from '../src/alerts/alert.fixture.ts';
import { alertStore } from '../src/alerts/store.ts';
import { openNotify } from '../src/notify/open-notify.fixture.ts';
import { tell } from '../src/notify/tell.ts';
import { copyDatabase } from '../src/platform/database/copy-database.ts';
import { openPglite } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { lockFolder } from '../src/platform/lock/folder-lock.ts';

// Goes on with what an earlier life left behind, then lets alerts fire into a receiver and waits to be killed.
const [folder = '', round = '0', work = 'kill', url = ''] = process.argv.slice(2);
lockFolder(folder, 10_000);
copyDatabase(process.env.PGLITE_FOLDER ?? '', join(folder, 'database'));
const database = await openPglite(join(folder, 'database'));
await migrate(database, join(import.meta.dirname, '..', 'migrations'));
const room = openNotify(database, {
  environment: { slack: undefined, discord: undefined, webhook: { url, signing: undefined }, email: [] },
});
const { notifier } = room;
setInterval(() => {
  room.clock.at = Date.now();
}, 1).unref();
room.clock.at = Date.now();
await notifier.resume();

if (work === 'settle') {
  const waiting = async () =>
    (
      await database.pool.query(
        "select 1 from delivery where state = 'waiting' union all select 1 from notice where routed_at is null",
      )
    ).rows.length;
  while ((await waiting()) > 0) {
    notifier.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { rows } = await database.pool.query('select id from alert');
  process.send?.({ alerts: rows.map(({ id }) => id) });
} else {
  process.send?.({ begun: true });
  for (let count = 0; ; count++) {
    await database.sql.transaction(async (tx) => {
      const now = Date.now();
      const decision = {
        kind: 'fire',
        finding: finding({ fingerprint: `${round}-${count}`, startedAt: now }),
      } as const;
      const alerts = await alertStore(tx).apply([decision]);
      await tell(tx, { alerts, incidents: [], isDemo: () => false, now });
    });
    notifier.wake();
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
