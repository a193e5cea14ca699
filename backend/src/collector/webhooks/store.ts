import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Delivery } from '../../sources/webhook.ts';

export interface Waiting extends Delivery {
  readonly connectionId: string;
  readonly tries: number;
}

interface Row extends Record<string, unknown> {
  connection_id: string;
  id: string;
  event: string;
  body: unknown;
  tries: number;
}

/** What was delivered to one workspace. */
export function deliveryStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { add, waiting, done, failed, expire };

  /** False when it was delivered before. */
  async function add(connectionId: string, { id, event, body }: Delivery, now: number): Promise<boolean> {
    const { rows } = await database.execute(sql`
      insert into webhook_delivery (workspace_id, connection_id, id, event, body, received_at)
      values (${workspace}, ${connectionId}, ${id}, ${event}, ${JSON.stringify(body)}::jsonb, ${now})
      on conflict do nothing returning 1`);
    return rows.length > 0;
  }

  /** In the order in which they came. */
  async function waiting(limit: number): Promise<Waiting[]> {
    const { rows } = await database.execute<Row>(sql`
      select connection_id, id, event, body, tries from webhook_delivery
      where workspace_id = ${workspace} and done_at is null order by received_at, id limit ${limit}`);
    return rows.map(({ connection_id, ...row }) => ({ connectionId: connection_id, ...row }));
  }

  async function done(
    { connectionId, id }: Waiting,
    now: number,
    failure: string | null = null,
  ): Promise<void> {
    await database.execute(sql`
      update webhook_delivery set done_at = ${now}, body = null, failure = ${failure}
      where workspace_id = ${workspace} and connection_id = ${connectionId} and id = ${id}`);
  }

  async function failed({ connectionId, id }: Waiting): Promise<void> {
    await database.execute(sql`
      update webhook_delivery set tries = tries + 1
      where workspace_id = ${workspace} and connection_id = ${connectionId} and id = ${id}`);
  }

  /** Forgets what was done before a moment. */
  async function expire(before: number): Promise<void> {
    await database.execute(sql`
      delete from webhook_delivery where workspace_id = ${workspace} and done_at < ${before}`);
  }
}
