import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Place } from './run-place.ts';

/** A run or a deployment as it is listed. */
export type ListedEvent = Pick<StoredEvent, 'id' | 'connectionId' | 'resourceId' | 'at' | 'data'>;

export interface Range {
  /** Those after this place. */
  readonly before?: Place | undefined;
  /** Those up to this place and with it. */
  readonly until?: Place | undefined;
  readonly limit: number;
}

interface Row extends Record<string, unknown> {
  id: string;
  connection_id: string;
  resource_id: string;
  at: string;
  data: Record<string, unknown>;
}

/** Events that match, newest first. */
export async function listEvents(
  database: Pick<NodePgDatabase, 'execute'>,
  matching: SQL,
  { before, until, limit }: Range,
): Promise<ListedEvent[]> {
  const { rows } = await database.execute<Row>(sql`
    select id, connection_id, resource_id, at, data from event
    where ${matching}
      ${before ? sql`and at <= ${before.at} and (at < ${before.at} or id > ${before.id})` : sql``}
      ${until ? sql`and at >= ${until.at} and (at > ${until.at} or id <= ${until.id})` : sql``}
    order by at desc, id limit ${limit}`);
  return rows.map(({ connection_id, resource_id, at, ...row }) => ({
    ...row,
    connectionId: connection_id,
    resourceId: resource_id,
    at: Number(at),
  }));
}
