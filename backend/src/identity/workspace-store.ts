import type { Workspace } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Sql } from './context.ts';

export function workspaceStore(database: Pick<Sql, 'execute'>) {
  return { find, rename };

  async function find(id: string): Promise<Workspace> {
    const { rows } = await database.execute<{ id: string; name: string }>(
      sql`select id, name from workspace where id = ${id}`,
    );
    return rows[0] ?? { id, name: id };
  }

  async function rename(id: string, name: string): Promise<void> {
    await database.execute(sql`update workspace set name = ${name} where id = ${id}`);
  }
}
