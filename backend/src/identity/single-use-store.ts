import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';
import { hashOf } from './token.ts';

export type Purpose = 'first-run' | 'stream' | 'code';

export interface SingleUse {
  readonly token: string;
  readonly purpose: Purpose;
  /** The standing of whoever it belongs to; empty for nobody's. */
  readonly bearer: string;
  readonly expiresAt: number;
}

/** Tokens that work once, of which only hashes are kept. */
export function singleUseStore(database: Pick<Sql, 'execute'>, workspace: string) {
  return { add, take, spend, removeAll, sweep };

  async function add({ token, purpose, bearer, expiresAt }: SingleUse): Promise<void> {
    await database.execute(sql`
      insert into single_use (token_hash, workspace_id, purpose, bearer, expires_at)
      values (${hashOf(token)}, ${workspace}, ${purpose}, ${bearer}, ${expiresAt})`);
  }

  /** Whose it was; undefined when it does not work, or not any more. Of two who try at once, one gets it. */
  async function take(token: string, purpose: Purpose, now: number): Promise<string | undefined> {
    const { rows } = await database.execute<{ bearer: string }>(sql`
      delete from single_use
      where token_hash = ${hashOf(token)} and workspace_id = ${workspace} and purpose = ${purpose}
        and expires_at > ${now}
      returning bearer`);
    return rows[0]?.bearer;
  }

  /** For a token that somebody else made: whether it comes for the first time until `expiresAt`. */
  async function spend({ token, purpose, bearer, expiresAt }: SingleUse, now: number): Promise<boolean> {
    const { rows } = await database.execute(sql`
      insert into single_use as kept (token_hash, workspace_id, purpose, bearer, expires_at)
      values (${hashOf(token)}, ${workspace}, ${purpose}, ${bearer}, ${expiresAt})
      on conflict (token_hash) do update set expires_at = excluded.expires_at where kept.expires_at <= ${now}
      returning 1`);
    return rows.length > 0;
  }

  async function removeAll(purpose: Purpose): Promise<void> {
    await database.execute(
      sql`delete from single_use where workspace_id = ${workspace} and purpose = ${purpose}`,
    );
  }

  async function sweep(now: number): Promise<void> {
    await database.execute(sql`delete from single_use where expires_at <= ${now}`);
  }
}
