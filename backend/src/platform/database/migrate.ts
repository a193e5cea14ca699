import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

const lockKey = 727_001;

/** The database was made by a newer program than this one. */
export class NewerDatabaseError extends Error {
  constructor(name: string) {
    super(
      `The database already holds the change ${name}, which this version does not know. Use a newer version.`,
    );
    this.name = 'NewerDatabaseError';
  }
}

/** Applies what is missing of the SQL files in `folder`, in order of their names, all or nothing. */
export async function migrate({ sql: database }: Pick<Database, 'sql'>, folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  await database.transaction(async (tx) => {
    // Two replicas that start at once take turns.
    await tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
    await tx.execute(sql`
      create table if not exists migration (name text primary key, at timestamptz not null default now())`);
    const { rows } = await tx.execute<{ name: string }>(sql`select name from migration order by name`);
    const applied = new Set(rows.map(({ name }) => name));
    const unknown = [...applied].find((name) => !names.includes(name));
    if (unknown) throw new NewerDatabaseError(unknown);
    for (const name of names.filter((one) => !applied.has(one))) {
      await tx.execute(sql.raw(await readFile(join(folder, name), 'utf8')));
      await tx.execute(sql`insert into migration (name) values (${name})`);
    }
  });
}
