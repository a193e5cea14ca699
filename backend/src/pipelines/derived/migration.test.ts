import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { emptyDatabases } from '../../platform/database/testing.ts';

const all = join(import.meta.dirname, '..', '..', '..', 'migrations');

describe.each(emptyDatabases)('what was stored before there were rules, on %s', (_engine, open) => {
  const before = mkdtempSync(join(tmpdir(), 'migrations-'));
  let database: Database;
  beforeAll(async () => {
    cpSync(all, before, { recursive: true, filter: (file) => !/\/(?:001[1-9]|00[2-9]\d)-/.test(file) });
    database = await open();
    await migrate(database, before);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    rmSync(before, { recursive: true });
  });

  it('is taught its workflow file, and that it was started by hand where only that explains where it went', async () => {
    await database.sql.execute(sql`
      insert into resource (id, connection_id, kind, name, url, attributes, first_seen_at, seen_at)
      values ('w', 'gh', 'github.workflow', 'api Ship', 'https://github.com/o/api/actions/workflows/ship.yml', '{}', 1, 1)`);
    for (const [id, message, environment] of [
      ['1', 'Deploy to staging', 'staging'],
      ['2', 'Fix the staging banner', 'production'],
      ['3', 'Deploy prod', 'production'],
      ['4', 'Reproduce it', 'production'],
      ['5', 'No deployment', null],
    ] as const) {
      await database.sql.execute(sql`
        insert into event (id, connection_id, resource_id, kind, outcome, title, at, data, updated_at)
        values (${`gh:run:${id}`}, 'gh', 'w', 'pipeline-run', 'succeeded', 't', 1,
          ${JSON.stringify({ runId: id, message })}::jsonb, 1)`);
      if (environment)
        await database.sql.execute(sql`
          insert into event (id, connection_id, resource_id, kind, outcome, title, at, data, updated_at)
          values (${`gh:deployment:run-${id}`}, 'gh', 'r', 'deployment', 'succeeded', 't', 1,
            ${JSON.stringify({ runId: id, environment })}::jsonb, 1)`);
    }

    await migrate(database, all);

    const { rows } = await database.sql.execute(sql`
      select data ->> 'runId' as id, data ->> 'path' as path, data ->> 'trigger' as trigger
      from event where kind = 'pipeline-run' order by id`);
    const path = '.github/workflows/ship.yml';
    expect(rows).toEqual([
      { id: '1', path, trigger: 'workflow_dispatch' },
      { id: '2', path, trigger: null },
      { id: '3', path, trigger: 'workflow_dispatch' },
      { id: '4', path, trigger: null },
      { id: '5', path, trigger: null },
    ]);
  });
});
