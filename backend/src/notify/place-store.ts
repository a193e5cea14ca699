import type { Cap, Severity } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { ChannelLoad, NewDelivery, Placed, Plan } from './place.ts';
import { rankOf } from './route.ts';
import type { Sql } from './sql.ts';

interface Row extends Record<string, unknown> {
  id: string;
  channel_id: string;
  route: string;
  step: number;
  kind: 'message' | 'summary';
  due_at: string;
  severity: Severity;
  title: string;
  open: boolean;
}

export interface Placeable {
  readonly id: string;
  readonly name: string;
  readonly cap: Cap;
}

const lockKey = 727_017;
const longestWindowMs = 24 * 60 * 60_000;

/** Where notices are put into messages. */
export function placeStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { lock, loads, reached, save };

  /** Until the end of the transaction nobody else routes. */
  async function lock(): Promise<void> {
    await database.execute(sql`select pg_advisory_xact_lock(${lockKey})`);
  }

  /** What each channel had in the last day and what waits; what waits is not taken up until the end of the transaction. */
  async function loads(channels: readonly Placeable[], now: number): Promise<Map<string, ChannelLoad>> {
    const loads = new Map(channels.map(({ id, cap }) => [id, { cap, placed: [] as Placed[] }]));
    const { rows } = await database.execute<Row>(sql`
      select id, channel_id, route, step, kind, due_at, severity, title,
        state = 'waiting' and taken_at is null as open
      from delivery where workspace_id = ${workspace} and kind <> 'test' and state <> 'not-needed'
        and channel_id = any(${sql.param(channels.map(({ id }) => id))}::text[])
        and due_at > ${now - longestWindowMs} order by due_at, seq for update`);
    for (const { due_at, channel_id, ...row } of rows)
      loads.get(channel_id)?.placed.push({ ...row, dueAt: Number(due_at) });
    return loads;
  }

  /**
   * The channels that were told about each subject by a message that left. Table by table: statements are planned once,
   * maybe while there was next to nothing, and such a plan for a join is slow when a storm comes.
   */
  async function reached(subjects: readonly string[]): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    if (subjects.length === 0) return found;
    const notices = await database.execute<{ id: string; subject: string }>(sql`
      select id, subject from notice where workspace_id = ${workspace}
        and subject = any(${sql.param(subjects)}::text[])`);
    const subjectOf = new Map(notices.rows.map(({ id, subject }) => [id, subject]));
    const links = await database.execute<{ delivery_id: string; notice_id: string }>(sql`
      select delivery_id, notice_id from delivery_notice where workspace_id = ${workspace}
        and notice_id = any(${sql.param([...subjectOf.keys()])}::text[])`);
    const left = await database.execute<{ id: string; channel_id: string }>(sql`
      select id, channel_id from delivery where workspace_id = ${workspace} and (state = 'delivered' or tries > 0)
        and id = any(${sql.param([...new Set(links.rows.map((row) => row.delivery_id))])}::text[])`);
    const channelOf = new Map(left.rows.map((row) => [row.id, row.channel_id]));
    for (const { delivery_id, notice_id } of links.rows) {
      const subject = subjectOf.get(notice_id);
      const channel = channelOf.get(delivery_id);
      if (subject && channel) found.set(subject, (found.get(subject) ?? new Set()).add(channel));
    }
    return found;
  }

  async function save({ created, joined, links }: Plan, names: ReadonlyMap<string, string>, now: number) {
    const counts = Map.groupBy(links, ([id]) => id);
    const countOf = (id: string) => counts.get(id)?.length ?? 0;
    if (created.length > 0)
      await insert(
        created.map((one) => ({ ...one, notices: countOf(one.id), name: names.get(one.channelId) ?? '' })),
        now,
      );
    for (const { id, dueAt, severity, title } of joined)
      await database.execute(sql`
        update delivery set due_at = ${dueAt}, next_at = ${dueAt}, severity = ${severity}, title = ${title},
          notices = notices + ${countOf(id)}
        where workspace_id = ${workspace} and id = ${id}`);
    if (links.length === 0) return;
    const rows = links.map(([delivery, { id, severity, seq }]) => ({
      delivery,
      id,
      rank: -rankOf[severity],
      seq,
    }));
    await database.execute(sql`
      insert into delivery_notice (workspace_id, delivery_id, notice_id, rank, seq)
      select ${workspace}, delivery, id, rank, seq
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (delivery text, id text, rank int, seq bigint)`);
  }

  async function insert(rows: readonly (NewDelivery & { notices: number; name: string })[], now: number) {
    await database.execute(sql`
      insert into delivery (workspace_id, id, channel_id, channel_name, route, step, kind, state, severity, title, notices,
        created_at, due_at, next_at, unless_acknowledged)
      select ${workspace}, id, "channelId", name, route, step, kind, 'waiting', severity, title, notices, ${now}::bigint,
        "dueAt", "dueAt", step > 0 and kind = 'message'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id text, "channelId" text, name text, route text,
        step int, kind text, severity text, title text, notices int, "dueAt" bigint)`);
  }
}
