import { type SQL, sql } from 'drizzle-orm';
import { type StoredDelivery, toStored } from './delivery-store.ts';
import type { Sql } from './sql.ts';

/** What people were told of a subject; times are epoch ms. */
export interface ToldOf {
  readonly notice: Notice;
  readonly deliveries: readonly StoredDelivery[];
}

interface Notice {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly text: string;
  readonly by: string | null;
  readonly personal: boolean;
  /** Why no route took it. */
  readonly unsent: string | null;
}

interface NoticeRow extends Record<string, unknown>, Omit<Notice, 'at' | 'by'> {
  at: string;
  by_name: string | null;
}

const most = 100;

/** Who was told of what, in one workspace. Table by table: a plan for a join is slow when a storm comes. */
export function toldStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { of, incidentOf };

  /** Oldest first, of the newest hundred. */
  async function of(subject: string): Promise<ToldOf[]> {
    const { rows } = await database.execute<NoticeRow>(sql`
      select id, kind, at, text, by_name, personal, unsent from notice
      where workspace_id = ${workspace} and subject = ${subject} order by seq desc limit ${most}`);
    const { rows: links } = await database.execute<{ delivery_id: string; notice_id: string }>(sql`
      select delivery_id, notice_id from delivery_notice where workspace_id = ${workspace}
        and notice_id = ${anyOf(rows.map(({ id }) => id))}`);
    const { rows: found } = await database.execute<Parameters<typeof toStored>[0]>(sql`
      select * from delivery where workspace_id = ${workspace}
        and id = ${anyOf(links.map((link) => link.delivery_id))} order by due_at, seq`);
    const deliveries = found.map(toStored);
    const carriers = Map.groupBy(links, (link) => link.notice_id);
    return rows.toReversed().map(({ by_name, at, ...row }) => {
      const ids = new Set(carriers.get(row.id)?.map((link) => link.delivery_id));
      return {
        notice: { ...row, at: Number(at), by: by_name },
        deliveries: deliveries.filter(({ id }) => ids.has(id)),
      };
    });
  }

  /** The incident that tells of this instead. */
  async function incidentOf(subject: string): Promise<string | undefined> {
    const { rows } = await database.execute<{ incident_id: string | null }>(sql`
      select incident_id from told where workspace_id = ${workspace} and subject = ${subject}`);
    return rows[0]?.incident_id ?? undefined;
  }
}

const anyOf = (ids: readonly string[]): SQL => sql`any(${sql.param([...ids])}::text[])`;
