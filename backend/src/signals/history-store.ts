import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { decode } from './codec.ts';
import { withoutTimes } from './points.ts';
import type { SeriesKey, Window } from './sample-store.ts';
import { raw } from './tiers.ts';

/** The samples of one series, ascending by time. */
export interface History {
  readonly key: SeriesKey;
  readonly at: Float64Array;
  readonly values: Float64Array;
}

interface Row extends Record<string, unknown> {
  place: number;
  starts_at: string | null;
  body: Buffer | null;
  fresh: [number[], number[]] | null;
}

/** Every sample as it came, wherever it is kept. */
export function historyStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { read };

  /** In the order asked for; a series that is not there comes out empty. */
  async function read(keys: readonly SeriesKey[], { from, to }: Window): Promise<History[]> {
    if (keys.length === 0) return [];
    const { rows } = await database.execute<Row>(sql`
      with wanted as materialized (
        select id, place::int from series join unnest(${sql.param(keys.map(({ resourceId }) => resourceId))}::text[],
          ${sql.param(keys.map(({ metric }) => metric))}::text[])
          with ordinality as asked (resource_id, metric, place) using (resource_id, metric)
        where workspace_id = ${workspace})
      select place, null as starts_at, null::bytea as body,
        json_build_array(json_agg(at order by at), json_agg(value order by at)) as fresh
      from sample join wanted on series_id = id where at >= ${from} and at < ${to} group by place
      union all
      select place, starts_at, body, null from sample_chunk join wanted on series_id = id
      where step_ms = ${raw.stepMs} and starts_at > ${from - raw.spanMs} and starts_at < ${to}`);
    const parts = Map.groupBy(rows, ({ place }) => place);
    return keys.map((key, i) => ({ key, ...join(parts.get(i + 1) ?? [], { from, to }) }));
  }
}

function join(parts: readonly Row[], window: Window): Pick<History, 'at' | 'values'> {
  const [times, fresh] = parts.find((part) => part.fresh !== null)?.fresh ?? [[], []];
  const chunks = parts
    .filter((part) => part.body !== null)
    .sort((a, b) => Number(a.starts_at) - Number(b.starts_at))
    .map(({ body }) => withoutTimes(decode(body ?? new Uint8Array(), 2), times));
  const length = chunks.reduce((sum, [at]) => sum + at.length, times.length);
  const at = new Float64Array(length);
  const values = new Float64Array(length);
  let end = 0;
  for (const [chunkAt, chunkValues] of [...chunks, [times, fresh] as const]) {
    at.set(chunkAt, end);
    values.set(chunkValues, end);
    end += chunkAt.length;
  }
  return within(inOrder(at, values), window);
}

type Columns = Pick<History, 'at' | 'values'>;

/** Late samples that are not sealed yet stand behind the chunk they belong to. */
function inOrder(at: Float64Array, values: Float64Array): Columns {
  if (at.every((time, i) => i === 0 || time > (at[i - 1] ?? 0))) return { at, values };
  const order = Uint32Array.from(at, (_, i) => i).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
  return {
    at: Float64Array.from(order, (i) => at[i] ?? 0),
    values: Float64Array.from(order, (i) => values[i] ?? 0),
  };
}

function within({ at, values }: Columns, { from, to }: Window): Columns {
  const first = at.findIndex((time) => time >= from);
  if (first < 0) return { at: at.subarray(0, 0), values: values.subarray(0, 0) };
  const last = at.findLastIndex((time) => time < to) + 1;
  return { at: at.subarray(first, last), values: values.subarray(first, last) };
}
