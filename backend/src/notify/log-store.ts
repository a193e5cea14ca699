import type { DeliveryState, NotifyFigures } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import { type StoredDelivery, toStored } from './delivery-store.ts';
import type { Sql } from './sql.ts';

export interface LogFilter {
  readonly state?: DeliveryState | undefined;
  readonly channel?: string | undefined;
  readonly find?: string | undefined;
}

/** What a channel does now. */
export interface ChannelStanding {
  readonly waiting: number;
  readonly nextTryAt: number | null;
  readonly last: StoredDelivery | undefined;
}

/** A test that was not accepted is no dead letter. */
export interface LogCounts {
  readonly all: number;
  readonly waiting: number;
  readonly delivered: number;
  readonly dead: number;
}

const dayMs = 24 * 60 * 60_000;

/** What became of the messages of one workspace. */
export function logStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { list, size, counts, standings, figures };

  /** Newest first. */
  async function list(filter: LogFilter & { before?: number | undefined; limit: number }) {
    return read(sql`
      select * from delivery where ${where(filter)} and (${filter.before ?? null}::bigint is null or seq < ${filter.before ?? null})
      order by seq desc limit ${filter.limit}`);
  }

  async function size(filter: LogFilter): Promise<number> {
    const { rows } = await database.execute<{ n: string }>(
      sql`select count(*) as n from delivery where ${where(filter)}`,
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** By state, of everything else that the filter says. */
  async function counts({ state: _, ...filter }: LogFilter): Promise<LogCounts> {
    const { rows } = await database.execute<Record<keyof LogCounts, string>>(sql`
      select count(*) as all, count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'delivered') as delivered,
        count(*) filter (where state = 'dead' and kind <> 'test') as dead
      from delivery where ${where(filter)}`);
    const { all = 0, waiting = 0, delivered = 0, dead = 0 } = rows[0] ?? {};
    return { all: Number(all), waiting: Number(waiting), delivered: Number(delivered), dead: Number(dead) };
  }

  async function standings(channelIds: readonly string[]): Promise<Map<string, ChannelStanding>> {
    const { rows } = await database.execute<{ channel_id: string; n: string; at: string | null }>(sql`
      select channel_id, count(*) as n, min(next_at) as at from delivery
      where workspace_id = ${workspace} and state = 'waiting' group by channel_id`);
    const last = await read(sql`
      select d.* from unnest(${sql.param(channelIds)}::text[]) as one (id) cross join lateral (
        select * from delivery where workspace_id = ${workspace} and channel_id = one.id and tries > 0
        order by due_at desc, seq desc limit 1) d`);
    const waiting = new Map(rows.map((row) => [row.channel_id, row]));
    return new Map(
      channelIds.map((id) => {
        const row = waiting.get(id);
        const nextTryAt = row?.at ? Number(row.at) : null;
        const own = last.find(({ channelId }) => channelId === id);
        return [id, { waiting: Number(row?.n ?? 0), nextTryAt, last: own }];
      }),
    );
  }

  async function figures(now: number): Promise<NotifyFigures> {
    const { rows } = await database.execute<FiguresRow>(sql`
      select count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'delivered' and kind <> 'test' and ended_at > ${now - dayMs}) as delivered,
        count(*) filter (where state = 'delivered' and tries > 1 and ended_at > ${now - dayMs}) as retried,
        percentile_disc(0.99) within group (order by ended_at - due_at)
          filter (where state = 'delivered' and kind <> 'test' and ended_at > ${now - dayMs}) as p99,
        count(*) filter (where state = 'dead' and kind <> 'test' and ended_at > ${now - 7 * dayMs}) as dead
      from delivery where workspace_id = ${workspace} and (state = 'waiting' or ended_at > ${now - 7 * dayMs})`);
    const oldest = await database.execute<{ due_at: string; channel_name: string }>(sql`
      select due_at, channel_name from delivery
      where workspace_id = ${workspace} and state = 'waiting' and due_at <= ${now} order by due_at, seq limit 1`);
    const [row] = rows;
    const [first] = oldest.rows;
    return {
      waiting: Number(row?.waiting ?? 0),
      oldestWaiting: first
        ? { since: new Date(Number(first.due_at)).toISOString(), channelName: first.channel_name }
        : null,
      delivered24h: Number(row?.delivered ?? 0),
      retried24h: Number(row?.retried ?? 0),
      p99Ms: row?.p99 === null || row?.p99 === undefined ? null : Number(row.p99),
      dead7d: Number(row?.dead ?? 0),
    };
  }

  function where({ state, channel, find }: LogFilter): SQL {
    const words = find ? `%${find.replace(/[\\%_]/g, '\\$&')}%` : null;
    return sql`workspace_id = ${workspace} and (${state ?? null}::text is null or (state = ${state ?? null} and (state <> 'dead' or kind <> 'test')))
      and (${channel ?? null}::text is null or channel_id = ${channel ?? null})
      and (${words}::text is null or title ilike ${words} or channel_name ilike ${words} or id ilike ${words})`;
  }

  async function read(statement: SQL): Promise<StoredDelivery[]> {
    return (await database.execute<Parameters<typeof toStored>[0]>(statement)).rows.map(toStored);
  }
}

interface FiguresRow extends Record<string, unknown> {
  waiting: string;
  delivered: string;
  retried: string;
  p99: string | null;
  dead: string;
}
