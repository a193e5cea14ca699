import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Bucket, Buckets, stepFor } from './buckets.ts';
import { decode } from './codec.ts';
import { raw, rollups, tierFor } from './tiers.ts';

export interface Window {
  /** Epoch ms; `to` is excluded. */
  readonly from: number;
  readonly to: number;
}

export interface SeriesKey {
  readonly resourceId: string;
  readonly metric: string;
}

/** Reads samples over time, wherever they are kept: fresh rows and sealed chunks in one statement. */
export function sampleStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { chart, averages, means, latest };

  /** At most `maxPoints` buckets, ascending, empty ones left out; undefined when there is no such series. */
  async function chart(
    { resourceId, metric }: SeriesKey,
    { from, to }: Window,
    maxPoints = 500,
  ): Promise<{ points: Bucket[]; stepMs: number } | undefined> {
    const [id] = (await ids([{ resourceId, metric }])).keys();
    if (id === undefined) return undefined;
    const stepMs = stepFor(to - from, maxPoints);
    const folded = await fold([id], { from, to }, stepMs);
    return { points: folded.get(id)?.filled() ?? [], stepMs };
  }

  /** For each series its averages in even steps, null where there is nothing; by `resourceId~metric`. */
  async function averages(
    keys: readonly SeriesKey[],
    { from, to }: Window,
    points: number,
  ): Promise<Map<string, (number | null)[]>> {
    const known = await ids(keys);
    const folded = await fold([...known.keys()], { from, to }, stepFor(to - from, points));
    return new Map([...known].map(([id, name]) => [name, folded.get(id)?.averages() ?? []]));
  }

  /** The mean of each series of these metrics, by `resourceId~metric`; without one where there is nothing. */
  async function means(metrics: readonly string[], { from, to }: Window): Promise<Map<string, number>> {
    const { rows } = await database.execute<{ id: number; name: string }>(sql`
      select id, resource_id || '~' || metric as name from series
      where workspace_id = ${workspace} and metric = any(${sql.param(metrics)}::text[])
        and last_at >= ${from}`);
    const folded = await fold(
      rows.map(({ id }) => id),
      { from, to },
      to - from,
    );
    const means = new Map<string, number>();
    for (const { id, name } of rows) {
      const buckets = folded.get(id)?.filled() ?? [];
      const count = buckets.reduce((total, bucket) => total + bucket.count, 0);
      if (count > 0) means.set(name, buckets.reduce((total, one) => total + one.avg * one.count, 0) / count);
    }
    return means;
  }

  /** The last reading of each series of these metrics, by `resourceId~metric`. */
  async function latest(metrics: readonly string[]): Promise<Map<string, { at: number; value: number }>> {
    const { rows } = await database.execute<{ name: string; last_at: string; last_value: number }>(sql`
      select resource_id || '~' || metric as name, last_at, last_value from series
      where workspace_id = ${workspace} and metric = any(${sql.param(metrics)}::text[]) and last_at is not null`);
    return new Map(rows.map((row) => [row.name, { at: Number(row.last_at), value: row.last_value }]));
  }

  async function ids(keys: readonly SeriesKey[]): Promise<Map<number, string>> {
    const { rows } = await database.execute<{ id: number; name: string }>(sql`
      select id, resource_id || '~' || metric as name
      from series join unnest(${sql.param(keys.map(({ resourceId }) => resourceId))}::text[],
        ${sql.param(keys.map(({ metric }) => metric))}::text[]) as wanted (resource_id, metric)
        using (resource_id, metric)
      where workspace_id = ${workspace}`);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** One statement for any number of series, from the coarsest tier that is fine enough. */
  async function fold(
    series: readonly number[],
    { from, to }: Window,
    stepMs: number,
  ): Promise<Map<number, Buckets>> {
    if (series.length === 0) return new Map();
    const tier = tierFor(stepMs);
    const start = Math.floor(from / stepMs) * stepMs;
    const list = `{${series.join(',')}}`;
    const { rows } = await database.execute<FoldRow>(sql`
      select series_id, body, null as samples from sample_chunk
      where series_id = any(${list}::int[]) and step_ms = ${tier.stepMs} and starts_at > ${start - tier.spanMs}
        and starts_at < ${to}
      union all
      select series_id, null, json_build_array(json_agg(at order by at), json_agg(value order by at)) from sample
      where series_id = any(${list}::int[]) and at >= ${start} and at < ${to} group by series_id`);
    const folded = new Map<number, Buckets>();
    for (const { series_id: id, body, samples } of rows) {
      const buckets = folded.get(id) ?? new Buckets({ from, to, stepMs });
      folded.set(id, buckets);
      if (samples) buckets.addSamples(...samples);
      else if (body && tier === raw) buckets.addSamples(...asPair(decode(body, 2)));
      else if (body) buckets.addRollups(decode(body, 5));
    }
    return folded;
  }
}

interface FoldRow extends Record<string, unknown> {
  series_id: number;
  body: Buffer | null;
  samples: [number[], number[]] | null;
}

const asPair = ([at = [], values = []]: number[][]): [number[], number[]] => [at, values];

/** Deletes what is older than its tier is kept. */
export async function expire(database: Pick<NodePgDatabase, 'execute'>, now: number): Promise<void> {
  for (const { stepMs, spanMs, keepMs } of [raw, ...rollups])
    await database.execute(
      sql`delete from sample_chunk where step_ms = ${stepMs} and starts_at < ${now - keepMs - spanMs}`,
    );
}
