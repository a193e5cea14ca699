import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Place } from '../platform/sealing/envelope.ts';

/** A sealed value and where it lies. */
export interface Sealed extends Place {
  readonly sealed: Buffer;
}

/** Sealed at the first start, to tell a wrong key before a secret is needed. No workspace has an empty id. */
export const canary: Place = { workspace: '', name: 'canary' };

interface Row extends Record<string, unknown> {
  workspace_id: string;
  name: string;
  sealed: Buffer;
}

/** Everything that is sealed, in all workspaces. */
export function sealedStore(database: Pick<NodePgDatabase, 'execute'>) {
  return { counts, findCanary, putCanary, after, reseal, removeExceptUnder };

  /** How many secrets there are under each key, without the canary. */
  async function counts(): Promise<Map<string, number>> {
    const { rows } = await database.execute<{ key_id: string; count: string }>(
      sql`select key_id, count(*) from secret where workspace_id <> ${canary.workspace} group by key_id`,
    );
    return new Map(rows.map((row) => [row.key_id, Number(row.count)]));
  }

  async function findCanary(): Promise<Buffer | undefined> {
    const { rows } = await database.execute<Row>(
      sql`select * from secret where workspace_id = ${canary.workspace} and name = ${canary.name}`,
    );
    return rows[0]?.sealed;
  }

  /** Only takes the place of `before`, so that of two that start at once one wins. */
  async function putCanary(
    sealed: Buffer,
    keyId: string,
    at: number,
    before: Buffer | undefined,
  ): Promise<void> {
    await database.execute(sql`
      insert into secret (workspace_id, name, sealed, key_id, sealed_at, sealed_by)
      values (${canary.workspace}, ${canary.name}, ${sealed}, ${keyId}, ${at}, 'system')
      on conflict (workspace_id, name) do update set sealed = excluded.sealed, key_id = excluded.key_id,
        sealed_at = excluded.sealed_at
      where secret.sealed = ${before ?? null}::bytea`);
  }

  /** The next one that is not sealed under `keyId`, in a fixed order. */
  async function after({ workspace, name }: Place, keyId: string): Promise<Sealed | undefined> {
    const { rows } = await database.execute<Row>(sql`
      select * from secret where key_id <> ${keyId} and (workspace_id, name) > (${workspace}, ${name})
      order by workspace_id, name limit 1`);
    const [row] = rows;
    return row && { workspace: row.workspace_id, name: row.name, sealed: row.sealed };
  }

  /** Whether it was still sealed as `before`: somebody may have replaced the secret meanwhile. */
  async function reseal(before: Sealed, sealed: Buffer, keyId: string): Promise<boolean> {
    const { rows } = await database.execute(sql`
      update secret set sealed = ${sealed}, key_id = ${keyId}
      where workspace_id = ${before.workspace} and name = ${before.name} and sealed = ${before.sealed} returning 1`);
    return rows.length > 0;
  }

  /** Removes what is sealed under none of `keyIds`, and returns where it lay. */
  async function removeExceptUnder(keyIds: readonly string[]): Promise<Place[]> {
    const { rows } = await database.execute<Row>(
      sql`delete from secret where key_id <> all(${sql.param(keyIds)}::text[]) returning workspace_id, name`,
    );
    return rows.map((row) => ({ workspace: row.workspace_id, name: row.name }));
  }
}
