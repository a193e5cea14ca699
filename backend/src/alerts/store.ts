import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { AlertChange, Decision, StoredAlert } from './alert.ts';
import { apply } from './apply.ts';
import { type AlertRow, toStored } from './row.ts';

/** The alerts of one workspace. */
export function alertStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    /** Carries decisions out and says what changed; deciding the same twice changes nothing. Call it inside a transaction. */
    apply: (decisions: readonly Decision[], now = Date.now()): Promise<AlertChange[]> =>
      apply(decisions, database, { workspace, now }),
    byIds,
  };

  /** Those that fire first. */
  async function byIds(ids: readonly string[]): Promise<StoredAlert[]> {
    if (ids.length === 0) return [];
    const { rows } = await database.execute<AlertRow>(sql`
      select * from alert where workspace_id = ${workspace} and id = any(${sql.param([...ids])}::text[])
      order by state, started_at, id`);
    return rows.map(toStored);
  }
}
