import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';

export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly at: number;
}

/** Accounts and their passwords, in the tables of better-auth. */
export function personStore(database: Pick<Sql, 'execute'>) {
  return { find, get, addWithPassword, forgetPending };

  async function find(email: string): Promise<{ id: string; name: string } | undefined> {
    const { rows } = await database.execute<{ id: string; name: string }>(
      sql`select id, name from person where email = ${email}`,
    );
    return rows[0];
  }

  async function get(id: string): Promise<{ name: string; email: string } | undefined> {
    const { rows } = await database.execute<{ name: string; email: string }>(
      sql`select name, email from person where id = ${id}`,
    );
    return rows[0];
  }

  /** Nothing is added when somebody has that address: then it answers false. */
  async function addWithPassword({ id, name, email, passwordHash, at }: NewPerson): Promise<boolean> {
    const moment = new Date(at);
    const { rows } = await database.execute(sql`
      with added as (
        insert into person (id, name, email, email_verified, created_at, updated_at)
        values (${id}, ${name}, ${email}, true, ${moment}, ${moment})
        on conflict (email) do nothing returning id
      )
      insert into credential (id, account_id, provider_id, user_id, password, created_at, updated_at)
      select ${`${id}.password`}, id, 'credential', id, ${passwordHash}, ${moment}::timestamptz, ${moment}::timestamptz
      from added returning 1`);
    return rows.length > 0;
  }

  /** Other links to a new password and half-done sign-ins of theirs stop working. */
  async function forgetPending(id: string): Promise<void> {
    await database.execute(sql`delete from verification where value = ${id}`);
  }
}
