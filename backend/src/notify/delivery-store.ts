import type { Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Sql } from './sql.ts';

/** One try; times are epoch ms. */
export interface Attempt {
  readonly at: number;
  readonly delivered: boolean;
  readonly answer: string;
  readonly tookMs: number;
}

export interface StoredDelivery {
  /** Goes with the message, so that a receiver can drop a repeat. */
  readonly id: string;
  readonly seq: number;
  readonly channelId: string;
  readonly channelName: string;
  readonly route: string;
  readonly kind: 'message' | 'summary' | 'test';
  readonly state: 'waiting' | 'delivered' | 'dead' | 'not-needed';
  readonly severity: Severity;
  readonly title: string;
  readonly notices: number;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly nextAt: number;
  readonly unlessAcknowledged: boolean;
  readonly tries: number;
  readonly attempts: readonly Attempt[];
  /** Recipients that have it already. */
  readonly done: readonly string[];
  readonly endedAt: number | null;
  readonly reason: string | null;
  readonly by: string | null;
}

interface Row extends Record<string, unknown> {
  id: string;
  seq: string;
  channel_id: string;
  channel_name: string;
  route: string;
  kind: StoredDelivery['kind'];
  state: StoredDelivery['state'];
  severity: Severity;
  title: string;
  notices: number;
  created_at: string;
  due_at: string;
  next_at: string;
  unless_acknowledged: boolean;
  tries: number;
  attempts: Attempt[];
  done: string[];
  ended_at: string | null;
  reason: string | null;
  by_name: string | null;
}

/** What a try came to. */
export interface Outcome {
  readonly attempt: Attempt;
  readonly done: readonly string[];
  readonly next:
    | { readonly state: 'delivered' }
    | { readonly state: 'waiting'; readonly nextAt: number }
    | { readonly state: 'dead'; readonly reason: string };
}

const attemptsKept = 20;
const waits = sql`a.state = 'firing' and a.acknowledged_at is null and a.dismissal is null and a.silence_id is null
  and a.snoozed_until is null`;

/** Messages on their way: taken by lease, one of a channel at a time, so that its order is kept. */
export function deliveryStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { take, release, finish, notNeeded, retry, find, add, nextAt, stillNeeded };

  /**
   * The head of each channel that is due; nobody else gets it before `until`. From then on it carries what it carries:
   * whoever got it may be gone before saying so, and a repeat under its id must not say more.
   */
  async function take(holder: string, { now, until, limit }: { now: number; until: number; limit: number }) {
    return read(sql`
      with head as (
        select distinct on (channel_id) id from delivery where workspace_id = ${workspace} and state = 'waiting'
        order by channel_id, due_at, seq),
      free as (
        select d.id from delivery d join head on head.id = d.id
        where d.workspace_id = ${workspace} and d.state = 'waiting' and d.next_at <= ${now}
          and (d.lease_until is null or d.lease_until <= ${now})
        order by d.next_at limit ${limit} for update of d skip locked)
      update delivery set lease_by = ${holder}, lease_until = ${until}, taken_at = coalesce(taken_at, ${now})
      from free
      where delivery.workspace_id = ${workspace} and delivery.id = free.id returning delivery.*`);
  }

  /** What an earlier life of this holder had taken. */
  async function release(holder: string): Promise<void> {
    await database.execute(sql`
      update delivery set lease_by = null, lease_until = null
      where workspace_id = ${workspace} and lease_by = ${holder}`);
  }

  /** False when somebody else holds it by now: then theirs is the word. */
  async function finish(id: string, holder: string, { attempt, done, next }: Outcome): Promise<boolean> {
    const nextAt = next.state === 'waiting' ? next.nextAt : null;
    const { rows } = await database.execute(sql`
      update delivery set state = ${next.state}, tries = tries + 1, lease_by = null, lease_until = null,
        attempts = (case when jsonb_array_length(attempts) >= ${attemptsKept} then attempts - 0 else attempts end)
          || ${JSON.stringify([attempt])}::jsonb,
        done = ${JSON.stringify(done)}::jsonb, next_at = coalesce(${nextAt}::bigint, next_at),
        ended_at = case when ${next.state} = 'waiting' then null else ${attempt.at + attempt.tookMs}::bigint end,
        reason = ${next.state === 'dead' ? next.reason : null}
      where workspace_id = ${workspace} and id = ${id} and lease_by = ${holder} and state = 'waiting' returning 1`);
    return rows.length > 0;
  }

  async function notNeeded(id: string, holder: string, { now, reason }: { now: number; reason: string }) {
    await database.execute(sql`
      update delivery set state = 'not-needed', ended_at = ${now}, reason = ${reason}, lease_by = null, lease_until = null
      where workspace_id = ${workspace} and id = ${id} and lease_by = ${holder}`);
  }

  /** A waiting message becomes due now, a dead letter waits again. Undefined when it is neither. */
  async function retry(id: string, now: number): Promise<StoredDelivery | undefined> {
    const [found] = await read(sql`
      update delivery set next_at = ${now}, due_at = case when state = 'dead' then ${now} else due_at end,
        tries = case when state = 'dead' then 0 else tries end, state = 'waiting', ended_at = null, reason = null
      where workspace_id = ${workspace} and id = ${id} and kind <> 'test' and state in ('waiting', 'dead')
      returning *`);
    return found;
  }

  async function find(id: string): Promise<StoredDelivery | undefined> {
    const [found] = await read(sql`select * from delivery where workspace_id = ${workspace} and id = ${id}`);
    return found;
  }

  /** For what was sent already: a test. */
  async function add(
    one: Omit<StoredDelivery, 'seq' | 'unlessAcknowledged' | 'done' | 'nextAt'>,
  ): Promise<void> {
    await database.execute(sql`
      insert into delivery (workspace_id, id, channel_id, channel_name, route, step, kind, state, severity, title, notices,
        created_at, due_at, next_at, tries, attempts, ended_at, reason, by_name)
      values (${workspace}, ${one.id}, ${one.channelId}, ${one.channelName}, ${one.route}, 0, ${one.kind}, ${one.state},
        ${one.severity}, ${one.title}, ${one.notices}, ${one.createdAt}, ${one.dueAt}, ${one.dueAt}, ${one.tries},
        ${JSON.stringify(one.attempts)}::jsonb, ${one.endedAt}, ${one.reason}, ${one.by})`);
  }

  /** When the head of a channel that nobody holds is due next. */
  async function nextAt(): Promise<number | undefined> {
    const { rows } = await database.execute<{ at: string | null }>(sql`
      select min(greatest(next_at, coalesce(lease_until, 0))) as at from (
        select distinct on (channel_id) next_at, lease_until from delivery
        where workspace_id = ${workspace} and state = 'waiting' order by channel_id, due_at, seq) head`);
    const at = rows[0]?.at;
    return at === null || at === undefined ? undefined : Number(at);
  }

  /**
   * Those of a message's notices whose alert or incident goes on and that nobody has acknowledged or put off: an incident
   * also waits for somebody while one of its alerts does.
   */
  async function stillNeeded(deliveryId: string): Promise<Set<string>> {
    const { rows } = await database.execute<{ id: string }>(sql`
      select n.id from delivery_notice l join notice n on n.workspace_id = l.workspace_id and n.id = l.notice_id
      where l.workspace_id = ${workspace} and l.delivery_id = ${deliveryId} and (
        exists (select 1 from alert a where a.workspace_id = n.workspace_id and n.subject = 'alert:' || a.id
          and ${waits})
        or exists (select 1 from incident i where i.workspace_id = n.workspace_id and n.subject = 'incident:' || i.id
          and i.status = 'open' and (i.keep_open or exists (select 1 from alert a
            where a.workspace_id = i.workspace_id and a.incident_id = i.id and ${waits}))))`);
    return new Set(rows.map(({ id }) => id));
  }

  async function read(statement: SQL): Promise<StoredDelivery[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

const timeOrNull = (text: string | null) => (text === null ? null : Number(text));

export function toStored(row: Row): StoredDelivery {
  const { id, route, kind, state, severity, title, notices, tries, attempts, done, reason } = row;
  return {
    ...{ id, route, kind, state, severity, title, notices, tries, attempts, done, reason },
    seq: Number(row.seq),
    channelId: row.channel_id,
    channelName: row.channel_name,
    createdAt: Number(row.created_at),
    dueAt: Number(row.due_at),
    nextAt: Number(row.next_at),
    unlessAcknowledged: row.unless_acknowledged,
    endedAt: timeOrNull(row.ended_at),
    by: row.by_name,
  };
}
