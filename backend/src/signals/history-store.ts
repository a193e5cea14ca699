import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { decode } from './codec.ts';
import { withoutTimes } from './points.ts';
import type { SeriesKey, Window } from './sample-store.ts';
import { raw, rollups, type Tier } from './tiers.ts';

/** The samples of one series, ascending by time. */
export interface History {
  readonly at: Float64Array;
  readonly values: Float64Array;
}

interface Row extends Record<string, unknown> {
  place: number;
  starts_at: string | null;
  body: Buffer | null;
  fresh: [number[], number[]] | null;
}

const finest = rollups[0] ?? raw;

/** Series as they came, wherever they are kept, for who goes through them sample by sample. */
export function historyStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { samples, averages };

  /** Every sample, in the order of the keys; a series that is not there comes out empty. */
  async function samples(keys: readonly SeriesKey[], window: Window): Promise<History[]> {
    const rows = await read(keys, window, raw);
    return rows.map((parts) => {
      const [times, fresh] = parts.find((part) => part.fresh !== null)?.fresh ?? [[], []];
      const chunks = bodies(parts).map((body) => withoutTimes(decode(body, 2), times));
      return within(inOrder(joined([...chunks, [times, fresh]])), window);
    });
  }

  /** For times whose samples are no longer kept: averages of five minutes, each at its end. */
  async function averages(keys: readonly SeriesKey[], window: Window): Promise<History[]> {
    const rows = await read(keys, window, finest);
    return rows.map((parts) => {
      const chunks = bodies(parts).map((body) => {
        const [at = none, sum = none, , , count = none] = decode(body, 5);
        return [at.map((time) => time + finest.stepMs), sum.map((one, i) => one / (count[i] ?? 1))] as const;
      });
      return within(joined(chunks), window);
    });
  }

  async function read(
    keys: readonly SeriesKey[],
    { from, to }: Window,
    { stepMs, spanMs }: Tier,
  ): Promise<Row[][]> {
    if (keys.length === 0) return [];
    const { rows } = await database.execute<Row>(sql`
      with wanted as materialized (
        select id, place::int from series join unnest(${sql.param(keys.map(({ resourceId }) => resourceId))}::text[],
          ${sql.param(keys.map(({ metric }) => metric))}::text[])
          with ordinality as asked (resource_id, metric, place) using (resource_id, metric)
        where workspace_id = ${workspace})
      select place, null::bigint as starts_at, null::bytea as body,
        json_build_array(json_agg(at order by at), json_agg(value order by at)) as fresh
      from sample join wanted on series_id = id where at >= ${from} and at < ${to} group by place
      union all
      select place, starts_at, body, null from sample_chunk join wanted on series_id = id
      where step_ms = ${stepMs} and starts_at > ${from - spanMs} and starts_at < ${to}`);
    const parts = Map.groupBy(rows, ({ place }) => place);
    return keys.map((_, i) => parts.get(i + 1) ?? []);
  }
}

const none = new Float64Array();

function bodies(parts: readonly Row[]): Buffer[] {
  return parts
    .filter((part) => part.body !== null)
    .sort((a, b) => Number(a.starts_at) - Number(b.starts_at))
    .flatMap(({ body }) => body ?? []);
}

/** One after the other in two columns. */
export function joined(chunks: readonly (readonly [ArrayLike<number>, ArrayLike<number>])[]): History {
  const length = chunks.reduce((sum, [times]) => sum + times.length, 0);
  const at = new Float64Array(length);
  const values = new Float64Array(length);
  let end = 0;
  for (const [times, numbers] of chunks) {
    at.set(times, end);
    values.set(numbers, end);
    end += times.length;
  }
  return { at, values };
}

/** Late samples that are not sealed yet stand behind the chunk they belong to. */
function inOrder({ at, values }: History): History {
  let ascends = true;
  for (let i = 1; i < at.length && ascends; i++) ascends = (at[i] ?? 0) > (at[i - 1] ?? 0);
  if (ascends) return { at, values };
  const order = Uint32Array.from(at, (_, i) => i).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
  return {
    at: Float64Array.from(order, (i) => at[i] ?? 0),
    values: Float64Array.from(order, (i) => values[i] ?? 0),
  };
}

function within({ at, values }: History, { from, to }: Window): History {
  const after = at.findIndex((time) => time >= from);
  const first = after < 0 ? at.length : after;
  const last = at.findLastIndex((time) => time < to) + 1;
  return { at: at.subarray(first, last), values: values.subarray(first, last) };
}
