import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';

/** The database as better-auth wants it: its own query builder over our pool, with our way of naming columns. */
export function signInDatabase(pool: Pool) {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
  // Its transactions would hold PGlite's only connection while our hooks wait for one.
  return { db, type: 'postgres', transaction: false } as const;
}
