import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { numberArray } from '../platform/database/number-array.ts';
import { decode, encode } from './codec.ts';
import { bucket, fromSample, merge, type Point } from './points.ts';
import { floorTo, raw, rollups, type Tier } from './tiers.ts';

/** Points of many series, each list ascending by time. */
type PointsBySeries = ReadonlyMap<number, readonly Point[]>;

const seriesPerTransaction = 10;
const noColumn = new Float64Array();

/** Moves every sample older than `before` into chunks. Late ones join the chunk they belong to. */
export async function seal(
  database: Pick<NodePgDatabase, 'execute' | 'transaction'>,
  before: number,
): Promise<void> {
  const { rows } = await database.execute<{ series_id: number }>(
    sql`select distinct series_id from sample where at < ${before} order by 1`,
  );
  const ids = rows.map((row) => row.series_id);
  for (let i = 0; i < ids.length; i += seriesPerTransaction)
    await sealSeries(database, ids.slice(i, i + seriesPerTransaction), before);
}

async function sealSeries(
  database: Pick<NodePgDatabase, 'transaction'>,
  ids: readonly number[],
  before: number,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await tx.execute<{ series_id: number; at: string; value: number }>(sql`
      delete from sample where series_id = any(${numberArray(ids)}::int[]) and at < ${before}
      returning series_id, at, value`);
    const fresh = new Map<number, Point[]>(ids.map((id) => [id, []]));
    for (const row of rows) fresh.get(row.series_id)?.push(fromSample(Number(row.at), row.value));
    const whole = await mergeChunks(tx, raw, fresh);
    for (const tier of rollups) {
      // From the whole raw chunk, not from the fresh part: a bucket is always right, however late.
      const points = [...whole].map(([id, list]) => [id, bucket(list, tier.stepMs)] as const);
      await mergeChunks(tx, tier, new Map(points));
    }
  });
}

/** Adds points to the chunks they belong to and returns those chunks whole. */
async function mergeChunks(
  tx: Pick<NodePgDatabase, 'execute'>,
  tier: Tier,
  fresh: PointsBySeries,
): Promise<PointsBySeries> {
  const chunks = splitIntoChunks(fresh, tier);
  const ids = numberArray(chunks.map((chunk) => chunk.seriesId));
  const starts = numberArray(chunks.map((chunk) => chunk.startsAt));
  const { rows } = await tx.execute<{ series_id: number; starts_at: string; body: Buffer }>(sql`
    select series_id, starts_at, body from sample_chunk join unnest(${ids}::int[], ${starts}::bigint[])
      as wanted (series_id, starts_at) using (series_id, starts_at)
    where step_ms = ${tier.stepMs} for update of sample_chunk`);
  const stored = new Map(rows.map((row) => [`${row.series_id} ${row.starts_at}`, unpack(row.body, tier)]));

  const whole = new Map<number, Point[]>();
  const bodies = chunks.map(({ seriesId, startsAt, points }) => {
    const merged = merge(stored.get(`${seriesId} ${startsAt}`) ?? [], points);
    whole.set(seriesId, [...(whole.get(seriesId) ?? []), ...merged]);
    return pack(merged, tier);
  });
  await tx.execute(sql`
    insert into sample_chunk (series_id, step_ms, starts_at, body)
    select series_id, ${tier.stepMs}::int, starts_at, body
    from unnest(${ids}::int[], ${starts}::bigint[], ${sql.param(bodies)}::bytea[]) as chunk (series_id, starts_at, body)
    on conflict (series_id, step_ms, starts_at) do update set body = excluded.body`);
  return whole;
}

function splitIntoChunks(fresh: PointsBySeries, { spanMs }: Tier) {
  return [...fresh].flatMap(([seriesId, points]) =>
    [...Map.groupBy(points, ({ at }) => floorTo(at, spanMs))]
      .map(([startsAt, list]) => ({ seriesId, startsAt, points: list }))
      .sort((a, b) => a.startsAt - b.startsAt),
  );
}

function pack(points: readonly Point[], { stepMs }: Tier): Buffer {
  const column = (key: keyof Point) => points.map((point) => point[key]);
  if (stepMs === 0) return encode([column('at'), column('sum')]);
  return encode([column('at'), column('sum'), column('min'), column('max'), column('count')]);
}

function unpack(body: Uint8Array, { stepMs }: Tier): Point[] {
  const [at = noColumn, sum = at, min = sum, max = sum, count = noColumn] = decode(
    body,
    stepMs === 0 ? 2 : 5,
  );
  return Array.from(at, (time, i) => ({
    at: time,
    sum: sum[i] ?? 0,
    min: min[i] ?? 0,
    max: max[i] ?? 0,
    count: count[i] ?? 1,
  }));
}
