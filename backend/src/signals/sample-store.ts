import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type Bucket, Buckets, type Steps, stepFor } from './buckets.ts';
import { decode } from './codec.ts';
import { withoutTimes } from './points.ts';
import { floorTo, raw, rollups, type Tier, tierFor } from './tiers.ts';

export interface Window {
  /** Epoch ms; `to` is excluded. */
  readonly from: number;
  readonly to: number;
}

export interface SeriesKey {
  readonly resourceId: string;
  readonly metric: string;
}

/** How many points of a roll-up a mean needs at least, so that the ends of its window weigh little. */
const pointsOfMean = 24;

/** Reads samples over time, wherever they are kept: fresh rows and sealed chunks in one statement. */
export function sampleStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { chart, averages, means, latest };

  /** At most `maxPoints` buckets, ascending, empty ones left out; undefined when there is no such series. */
  async function chart(
    key: SeriesKey,
    window: Window,
    maxPoints = 500,
  ): Promise<{ points: Bucket[]; stepMs: number } | undefined> {
    const steps = evenSteps(window, maxPoints);
    const [buckets] = (await fold(oneOf([key]), steps, tierFor(steps.stepMs))).values();
    return buckets && { points: buckets.filled(), stepMs: steps.stepMs };
  }

  /** For each series its averages in even steps, null where there is nothing; by `resourceId~metric`. */
  async function averages(
    keys: readonly SeriesKey[],
    window: Window,
    points: number,
  ): Promise<Map<string, (number | null)[]>> {
    const steps = evenSteps(window, points);
    const folded = await fold(oneOf(keys), steps, tierFor(steps.stepMs));
    return new Map([...folded].map(([name, buckets]) => [name, buckets.averages()]));
  }

  /** The mean of each series of these metrics, by `resourceId~metric`; without one where there is nothing. */
  async function means(metrics: readonly string[], { from, to }: Window): Promise<Map<string, number>> {
    const series = sql`metric = any(${sql.param(metrics)}::text[]) and last_at >= ${from}`;
    const whole = { start: from, to, stepMs: to - from };
    const folded = await fold(series, whole, tierFor((to - from) / pointsOfMean));
    return new Map([...folded].flatMap(([name, one]) => one.filled().map(({ avg }) => [name, avg] as const)));
  }

  /** The last reading of each series of these metrics, by `resourceId~metric`. */
  async function latest(metrics: readonly string[]): Promise<Map<string, { at: number; value: number }>> {
    const { rows } = await database.execute<{ name: string; last_at: string; last_value: number }>(sql`
      select resource_id || '~' || metric as name, last_at, last_value from series
      where workspace_id = ${workspace} and metric = any(${sql.param(metrics)}::text[]) and last_at is not null`);
    return new Map(rows.map((row) => [row.name, { at: Number(row.last_at), value: row.last_value }]));
  }

  /** Folds any number of series in one statement; those that are known but hold nothing come out empty. */
  async function fold(series: SQL, steps: Steps, tier: Tier): Promise<Map<string, Buckets>> {
    const { rows } = await database.execute<FoldRow>(sql`
      with wanted as materialized (
        select id, resource_id || '~' || metric as name from series where workspace_id = ${workspace} and ${series})
      select id, name, null::bytea as body, null::json as fresh from wanted
      union all
      select series_id, null, null, json_build_array(json_agg(at), json_agg(value)) from sample
      where series_id = any(array(select id from wanted)) and at >= ${steps.start} and at < ${steps.to}
      group by series_id
      union all
      select series_id, null, body, null from sample_chunk
      where series_id = any(array(select id from wanted)) and step_ms = ${tier.stepMs}
        and starts_at > ${steps.start - tier.spanMs} and starts_at < ${steps.to}`);
    const bySeries = [...Map.groupBy(rows, ({ id }) => id).values()];
    return new Map(bySeries.map((parts) => [nameOf(parts), foldSeries(parts, steps, tier)]));
  }
}

/** What is known of one series: its name once, its fresh samples at most once, any number of chunks. */
interface FoldRow extends Record<string, unknown> {
  id: number;
  name: string | null;
  body: Buffer | null;
  fresh: [number[], number[]] | null;
}

const nameOf = (parts: readonly FoldRow[]) => parts.find(({ name }) => name !== null)?.name ?? '';

function foldSeries(parts: readonly FoldRow[], steps: Steps, tier: Tier): Buckets {
  const buckets = new Buckets(steps);
  const [times, values] = parts.find(({ fresh }) => fresh !== null)?.fresh ?? [[], []];
  buckets.addSamples(times, values);
  for (const { body } of parts) {
    if (body && tier === raw) buckets.addSamples(...withoutTimes(decode(body, 2), times));
    else if (body) buckets.addRollups(decode(body, 5));
  }
  return buckets;
}

function evenSteps({ from, to }: Window, points: number): Steps {
  const stepMs = stepFor(to - from, points);
  return { start: floorTo(from, stepMs), to, stepMs };
}

function oneOf(keys: readonly SeriesKey[]): SQL {
  return sql`(resource_id, metric) in (select * from unnest(${sql.param(keys.map(({ resourceId }) => resourceId))}::text[],
    ${sql.param(keys.map(({ metric }) => metric))}::text[]))`;
}

/** Deletes what is older than its tier is kept; `keepMs` by the tier's step where people chose. */
export async function expire(
  database: Pick<NodePgDatabase, 'execute'>,
  now: number,
  chosen: ReadonlyMap<number, number> = new Map(),
): Promise<void> {
  for (const { stepMs, spanMs, keepMs } of [raw, ...rollups]) {
    const before = now - (chosen.get(stepMs) ?? keepMs) - spanMs;
    await database.execute(sql`delete from sample_chunk where step_ms = ${stepMs} and starts_at < ${before}`);
  }
}
