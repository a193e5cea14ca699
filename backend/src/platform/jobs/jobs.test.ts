import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { emptyDatabases } from '../database/testing.ts';
import { type Jobs, openJobs } from './jobs.ts';

describe.each(emptyDatabases)('jobs on %s', (_engine, open) => {
  let database: Database;
  let jobs: Jobs;

  afterEach(async () => {
    await jobs.close();
    await database.close();
  });

  it('keeps a schedule when it is set again after a restart', { timeout: 30_000 }, async () => {
    database = await open();
    const troubles: unknown[] = [];
    jobs = await openJobs(database, (_name, error) => void troubles.push(error));
    await jobs.schedule('seal', '7 * * * *', async () => undefined);
    await jobs.close();
    jobs = await openJobs(database, (_name, error) => void troubles.push(error));
    await jobs.schedule('seal', '9 * * * *', async () => undefined);

    const { rows } = await database.jobs.executeSql('select name, cron from pgboss.schedule', []);
    expect(rows).toEqual([{ name: 'seal', cron: '9 * * * *' }]);
    expect(troubles).toEqual([]);
  });
});
