import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, openPglite, openPostgres, type Patience } from './database.ts';

const url = process.env.TEST_DATABASE_URL;
const { PGLITE_TEMPLATE: dump, PGLITE_EMPTY: empty, POSTGRES_TEMPLATE: template } = process.env;

export type OpenDatabase = (patience?: Patience) => Promise<Database>;
type Engines = readonly (readonly [Database['engine'], OpenDatabase])[];

/** For `describe.each`: every engine that is there, each opening an empty database of its own. */
export const emptyDatabases: Engines = [
  ['pglite', (patience) => openPglite('memory://', patience, empty)],
  ...(url ? [['postgresql', (patience?: Patience) => openNew(url, patience)] as const] : []),
];

/** The same, with the product's tables: copies of what `templates.setup.ts` made. */
export const testDatabases: Engines = [
  ['pglite', (patience) => openPglite('memory://', patience, dump)],
  ...(url ? [['postgresql', (patience?: Patience) => openNew(url, patience, template)] as const] : []),
];

export const migrations = join(import.meta.dirname, '..', '..', '..', 'migrations');

/** A database of its own, dropped when it is closed. */
async function openNew(server: string, patience: Patience = {}, from = 'template1'): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = openPostgres(server);
  await admin.sql.execute(sql.raw(`create database ${name} template ${from}`));
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
