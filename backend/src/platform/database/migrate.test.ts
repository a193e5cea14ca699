import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { migrate, NewerDatabaseError } from './migrate.ts';
import { emptyDatabases } from './testing.ts';

describe.each(emptyDatabases)('migrate on %s', (_engine, open) => {
  let database: Database;
  let folder: string;

  beforeEach(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    write('0001-a.sql', 'create table a (id int); create table b (id int);');
    write('0002-c.sql', 'alter table a add column name text;');
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const applied = async () =>
    (await database.sql.execute<{ name: string }>(sql`select name from migration order by 1`)).rows.map(
      ({ name }) => name,
    );

  it('applies each change once, in the order of their names', async () => {
    await migrate(database, folder);
    await database.sql.execute(sql`insert into a values (1, 'kept')`);
    await migrate(database, folder);

    expect(await applied()).toEqual(['0001-a.sql', '0002-c.sql']);
    expect((await database.sql.execute(sql`select * from a`)).rows).toEqual([{ id: 1, name: 'kept' }]);
  });

  it('lets several that start at once take turns', async () => {
    await Promise.all([1, 2, 3].map(() => migrate(database, folder)));

    expect(await applied()).toHaveLength(2);
  });

  it('leaves everything as it was when one change is broken', async () => {
    write('0003-broken.sql', 'create table d (id int); selec 1;');

    await expect(migrate(database, folder)).rejects.toThrow();

    expect((await database.sql.execute(sql`select to_regclass('a') as a`)).rows).toEqual([{ a: null }]);
  });

  it('refuses a database that a newer version has changed', async () => {
    await migrate(database, folder);
    rmSync(join(folder, '0002-c.sql'));

    await expect(migrate(database, folder)).rejects.toThrow(NewerDatabaseError);
  });
});
