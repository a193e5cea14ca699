import { PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';

export interface Jobs {
  /** Runs `work` by a cron line (UTC), on one replica at a time. */
  schedule(name: string, cron: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Durable jobs in the same database. A job that fails is tried again and reported, never thrown. */
export async function openJobs(
  database: Database,
  report: (name: string, error: unknown) => void,
): Promise<Jobs> {
  const boss = new PgBoss({ db: database.jobs, schema: 'pgboss' });
  boss.on('error', (error) => report('jobs', error));
  await boss.start();
  // PGlite is one session: asking it every second for nothing would be most of its work.
  const pollingIntervalSeconds = database.engine === 'pglite' ? 15 : 5;
  return {
    async schedule(name, cron, work) {
      await boss.createQueue(name);
      await boss.schedule(name, cron);
      await boss.work(name, { pollingIntervalSeconds }, async () => {
        try {
          await work();
        } catch (error) {
          report(name, error);
          throw error;
        }
      });
    },
    close: () => boss.stop({ graceful: true, timeout: 2_000 }),
  };
}
