import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** A secret without the secret. */
export interface SealedSecret {
  readonly name: string;
  readonly sealedAt: number;
  readonly sealedBy: string;
  readonly keyId: string;
}

interface Row extends Record<string, unknown> {
  name: string;
  sealed_at: string;
  sealed_by: string;
  key_id: string;
}

const lockKey = 727_003;

/** The sealed secrets of one workspace. */
export function secretStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { put, remove, find, list, lock };

  /** Until the end of the transaction nobody else gets past this. */
  async function lock(): Promise<void> {
    await database.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
  }

  async function put({ name, sealedAt, sealedBy, keyId }: SealedSecret, sealed: Buffer): Promise<void> {
    await database.execute(sql`
      insert into secret (workspace_id, name, sealed, key_id, sealed_at, sealed_by)
      values (${workspace}, ${name}, ${sealed}, ${keyId}, ${sealedAt}, ${sealedBy})
      on conflict (workspace_id, name) do update set sealed = excluded.sealed, key_id = excluded.key_id,
        sealed_at = excluded.sealed_at, sealed_by = excluded.sealed_by`);
  }

  /** Whether there was one. */
  async function remove(name: string): Promise<boolean> {
    const { rows } = await database.execute(
      sql`delete from secret where workspace_id = ${workspace} and name = ${name} returning 1`,
    );
    return rows.length > 0;
  }

  async function find(name: string): Promise<Buffer | undefined> {
    const { rows } = await database.execute<{ sealed: Buffer }>(
      sql`select sealed from secret where workspace_id = ${workspace} and name = ${name}`,
    );
    return rows[0]?.sealed;
  }

  async function list(): Promise<SealedSecret[]> {
    const { rows } = await database.execute<Row>(sql`
      select name, sealed_at, sealed_by, key_id from secret where workspace_id = ${workspace} order by name`);
    return rows.map((row) => ({
      name: row.name,
      sealedAt: Number(row.sealed_at),
      sealedBy: row.sealed_by,
      keyId: row.key_id,
    }));
  }
}
