import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, openPglite, openPostgres, type Patience } from './database.ts';
import { migrate } from './migrate.ts';

const url = process.env.TEST_DATABASE_URL;

export type OpenDatabase = (patience?: Patience) => Promise<Database>;

/** For `describe.each`: every engine that is there, each opening an empty database of its own. */
export const emptyDatabases: readonly (readonly [Database['engine'], OpenDatabase])[] = [
  ['pglite', (patience) => openPglite('memory://', patience)],
  ...(url ? [['postgresql', (patience?: Patience) => openNew(url, patience)] as const] : []),
];

/** The same, with the product's tables. */
export const testDatabases = emptyDatabases.map(
  ([engine, open]) =>
    [
      engine,
      async (patience?: Patience) => {
        const database = await open(patience);
        await migrate(database, join(import.meta.dirname, '..', '..', '..', 'migrations'));
        return database;
      },
    ] as const,
);

/** A database of its own, dropped when it is closed. */
async function openNew(server: string, patience: Patience = {}): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = openPostgres(server);
  await admin.sql.execute(sql.raw(`create database ${name}`));
  const database = openPostgres(Object.assign(new URL(server), { pathname: name }).href, patience);
  return {
    ...database,
    async close() {
      await database.close();
      await admin.sql.execute(sql.raw(`drop database ${name} with (force)`));
      await admin.close();
    },
  };
}
