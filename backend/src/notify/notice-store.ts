import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { NewNotice, StoredNotice, Told } from './notice.ts';
import type { Sql } from './sql.ts';

interface Row extends Record<string, unknown> {
  id: string;
  seq: string;
  key: string;
  kind: StoredNotice['kind'];
  at: string;
  severity: StoredNotice['severity'];
  title: string;
  text: string;
  connection_id: string;
  demo: boolean;
  subject: string;
  url: string;
  labels: Record<string, string>;
  by_id: string | null;
  by_name: string | null;
  to_id: string | null;
  personal: boolean;
  rule_id: string | null;
  rule_version: number | null;
}

interface ToldRow extends Record<string, unknown> {
  subject: string;
  severity: Told['severity'];
  alerts: number;
  incident_id: string | null;
  over: boolean;
}

/** Who reads; the marker follows them, and `id` is null for whoever sits at the machine. */
export interface Reader {
  readonly marker: string;
  readonly id: string | null;
}

const rings = ({ id }: Reader) => sql`not (by_name is not null and by_id is not distinct from ${id}::text)
  and (to_id is null or to_id = ${id}::text)`;

/** What was worth telling in one workspace, and how far each person has read. */
export function noticeStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { add, told, remember, newest, unrouted, routed, of, readUpTo, read, expire };

  /** How many of them had not been told before. */
  async function add(notices: readonly NewNotice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const rows = notices.map(({ connectionId, by, to, rule, ...one }) => ({
      ...one,
      id: randomUUID(),
      connection_id: connectionId,
      ...{ by_id: by?.id ?? null, by_name: by?.name ?? null, to_id: to },
      ...{ rule_id: rule?.id ?? null, rule_version: rule?.version ?? null },
    }));
    const added = await database.execute(sql`
      insert into notice (workspace_id, id, key, kind, at, severity, title, text, connection_id, demo, subject, url, labels,
        by_id, by_name, to_id, personal, rule_id, rule_version)
      select ${workspace}, id, key, kind, at, severity, title, text, connection_id, demo, subject, url, labels,
        by_id, by_name, to_id, personal, rule_id, rule_version
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, key text, kind text, at bigint,
        severity text, title text, text text, connection_id text, demo boolean, subject text, url text, labels jsonb,
        by_id text, by_name text, to_id text, personal boolean, rule_id text, rule_version int)
      on conflict (workspace_id, key) do nothing returning 1`);
    return added.rows.length;
  }

  /** What people were told last about these subjects. */
  async function told(subjects: readonly string[]): Promise<Map<string, Told>> {
    if (subjects.length === 0) return new Map();
    const { rows } = await database.execute<ToldRow>(sql`
      select * from told where workspace_id = ${workspace} and subject = any(${sql.param(subjects)}::text[])`);
    return new Map(
      rows.map(({ subject, severity, alerts, incident_id, over }) => [
        subject,
        { subject, severity, alerts, incidentId: incident_id, over },
      ]),
    );
  }

  /** In one order, so that two who do it at once never wait for each other. */
  async function remember(told: readonly Told[], now: number): Promise<void> {
    if (told.length === 0) return;
    await database.execute(sql`
      insert into told (workspace_id, subject, severity, alerts, incident_id, over, at)
      select ${workspace}, subject, severity, alerts, "incidentId", over, ${now}::bigint
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as one (subject text, severity text, alerts int,
        "incidentId" text, over boolean) order by subject
      on conflict (workspace_id, subject) do update set severity = excluded.severity, alerts = excluded.alerts,
        incident_id = excluded.incident_id, over = excluded.over, at = excluded.at`);
  }

  /** Of everything, or of what is for one reader: what others did, and what is for nobody else. */
  async function newest(limit: number, reader?: Reader): Promise<StoredNotice[]> {
    return find(sql`
      select * from notice where workspace_id = ${workspace} and ${reader ? rings(reader) : sql`true`}
      order by seq desc limit ${limit}`);
  }

  /** In the order in which they were written; nobody else gets them until the end of the transaction. */
  async function unrouted(limit: number): Promise<StoredNotice[]> {
    return find(sql`
      select * from notice where workspace_id = ${workspace} and routed_at is null
      order by seq limit ${limit} for update`);
  }

  /** Those of `unsent` went nowhere, and why. */
  async function routed(
    ids: readonly string[],
    now: number,
    { unsent, why }: { readonly unsent: readonly string[]; readonly why: string },
  ): Promise<void> {
    await database.execute(sql`
      update notice set routed_at = ${now},
        unsent = case when id = any(${sql.param(unsent)}::text[]) then ${why} end
      where workspace_id = ${workspace} and id = any(${sql.param(ids)}::text[])`);
  }

  /** What a message carries: the worst first, then in the order in which it came. */
  async function of(deliveryId: string, limit: number): Promise<StoredNotice[]> {
    const { rows } = await database.execute<{ notice_id: string }>(sql`
      select notice_id from delivery_notice where workspace_id = ${workspace} and delivery_id = ${deliveryId}
      order by rank, seq limit ${limit}`);
    const ids = rows.map((row) => row.notice_id);
    const found = await find(sql`
      select * from notice where workspace_id = ${workspace} and id = any(${sql.param(ids)}::text[])`);
    const byId = new Map(found.map((one) => [one.id, one]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** How far somebody has read, and how many for them came since. */
  async function readUpTo(reader: Reader): Promise<{ readUpTo: number; unread: number }> {
    const { rows } = await database.execute<{ up_to: string; unread: string }>(sql`
      select marker.up_to, (select count(*) from notice where workspace_id = ${workspace} and seq > marker.up_to
        and ${rings(reader)}) as unread
      from (select coalesce(max(up_to), 0) as up_to from notice_read
        where workspace_id = ${workspace} and reader = ${reader.marker}) marker`);
    return { readUpTo: Number(rows[0]?.up_to ?? 0), unread: Number(rows[0]?.unread ?? 0) };
  }

  /** Never goes back, and never beyond what there is. */
  async function read(reader: string, upTo: number): Promise<number> {
    const { rows } = await database.execute<{ up_to: string }>(sql`
      insert into notice_read (workspace_id, reader, up_to)
      select ${workspace}, ${reader}, least(${upTo}::bigint, coalesce(max(seq), 0)) from notice
        where workspace_id = ${workspace}
      on conflict (workspace_id, reader) do update set up_to = greatest(notice_read.up_to, excluded.up_to)
      returning up_to`);
    return Number(rows[0]?.up_to ?? 0);
  }

  /** Forgets what is long over. */
  async function expire(before: number): Promise<void> {
    await database.execute(sql`
      delete from notice where workspace_id = ${workspace} and at < ${before} and routed_at is not null and not exists (
        select 1 from delivery_notice d join delivery e on e.workspace_id = d.workspace_id and e.id = d.delivery_id
        where d.workspace_id = notice.workspace_id and d.notice_id = notice.id and e.state = 'waiting')`);
    await database.execute(sql`
      delete from told where workspace_id = ${workspace} and over and at < ${before}`);
    await database.execute(sql`
      delete from delivery where workspace_id = ${workspace} and ended_at < ${before}`);
    await database.execute(sql`
      delete from delivery_notice where workspace_id = ${workspace} and not exists (select 1 from delivery d
        where d.workspace_id = delivery_notice.workspace_id and d.id = delivery_notice.delivery_id)`);
  }

  async function find(statement: SQL): Promise<StoredNotice[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

function toStored({ seq, at, connection_id, rule_id, rule_version, ...row }: Row): StoredNotice {
  const { id, key, kind, severity, title, text, demo, subject, url, labels, personal } = row;
  return {
    ...{ id, key, kind, severity, title, text, demo, subject, url, labels, personal },
    by: row.by_name === null ? null : { id: row.by_id, name: row.by_name },
    to: row.to_id,
    seq: Number(seq),
    at: Number(at),
    connectionId: connection_id,
    rule: rule_id === null ? null : { id: rule_id, version: rule_version ?? 1 },
  };
}
