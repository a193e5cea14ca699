import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { expireEvents } from './expire-store.ts';

describe.each(testDatabases)('old events, on %s', { timeout: 60_000 }, (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());

  it('go, but what is live somewhere stays', async () => {
    const add = (id: string, kind: string, at: number, environment = 'production', outcome = 'succeeded') =>
      database.sql.execute(sql`
        insert into event (id, connection_id, resource_id, kind, outcome, title, at, data, updated_at)
        values (${id}, 'gh', 'gh:shop', ${kind}, ${outcome}, ${id}, ${at},
          ${JSON.stringify({ environment })}::jsonb, ${at})`);
    await add('run-old', 'pipeline-run', 10);
    await add('run-new', 'pipeline-run', 200);
    await add('deploy-replaced', 'deployment', 10);
    await add('deploy-live', 'deployment', 20);
    await add('deploy-failed-since', 'deployment', 30, 'production', 'failed');
    await add('deploy-staging', 'deployment', 5, 'staging');
    await database.sql.execute(
      sql`insert into run_attempt (event_id, attempt, jobs) values ('run-old', 1, '[]'), ('run-new', 1, '[]')`,
    );
    await expireEvents(database.sql, 100);

    const { rows } = await database.pool.query('select id from event order by id');
    expect(rows.map(({ id }) => id)).toEqual([
      'deploy-failed-since',
      'deploy-live',
      'deploy-staging',
      'run-new',
    ]);
    const attempts = await database.pool.query('select event_id from run_attempt');
    expect(attempts.rows).toEqual([{ event_id: 'run-new' }]);
  });
});
