import type { Sample } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { numberArray } from '../platform/database/number-array.ts';
import { decode } from './codec.ts';
import { bySeries, type IncomingSeries } from './incoming.ts';
import { floorTo, raw } from './tiers.ts';

interface Row {
  readonly id: number;
  readonly sample: Sample;
}

interface KnownSeries {
  readonly id: number;
  /** Epoch ms of the newest sample before this batch. */
  readonly lastAt: number;
  readonly incoming: IncomingSeries;
}

const rowsAtOnce = 5_000;

/** Takes in samples inside the caller's transaction. Returns those that say something new, series by series. */
export function addSamplesStore(tx: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { add };

  async function add(samples: readonly Sample[]): Promise<Sample[]> {
    if (samples.length === 0) return [];
    const all = bySeries(samples);
    const ids = await advance(all);
    const newer = all.flatMap((incoming, i) => rowsOf(ids.get(i), incoming));
    for (const rows of slices(newer)) await insert(rows);
    const added = await addAgain(all.filter((_, i) => !ids.has(i)));
    return [...newer, ...added].map(({ sample }) => sample);
  }

  /**
   * The ids of the series that so far only know older samples, by their place in `all`; their latest reading moves on.
   * Whoever writes a series holds its row from here on, so these samples meet no conflict and need no check for one.
   */
  async function advance(all: readonly IncomingSeries[]): Promise<Map<number, number>> {
    const { rows } = await tx.execute<{ id: number; place: number }>(sql`
      update series set last_at = new.last_at, last_value = new.value
      from unnest(${texts(all, 'resourceId')}::text[], ${texts(all, 'metric')}::text[],
        ${numberArray(all.map(({ firstAt }) => firstAt))}::bigint[],
        ${numberArray(all.map(({ lastAt }) => lastAt))}::bigint[],
        ${numberArray(all.map(({ lastValue }) => lastValue))}::float8[])
        with ordinality as new (resource_id, metric, first_at, last_at, value, place)
      where workspace_id = ${workspace} and series.resource_id = new.resource_id and series.metric = new.metric
        and series.last_at < new.first_at
      returning id, place::int`);
    return new Map(rows.map(({ id, place }) => [place - 1, id]));
  }

  async function insert(rows: readonly Row[]): Promise<void> {
    await tx.execute(sql`insert into sample (series_id, at, value) ${columns(rows)}`);
  }

  /** Samples of new series, and of those that may know them already. */
  async function addAgain(all: readonly IncomingSeries[]): Promise<Row[]> {
    if (all.length === 0) return [];
    const series = await lockOrCreate(all);
    const changed: Row[] = [];
    for (const rows of slices(series.flatMap(({ id, incoming }) => rowsOf(id, incoming))))
      changed.push(...(await upsert(rows)));
    await updateLatest(series);
    const sealed = await sealedAlready(changed, new Map(series.map(({ id, lastAt }) => [id, lastAt])));
    await remove(sealed);
    return changed.filter((row) => !sealed.has(row));
  }

  async function lockOrCreate(all: readonly IncomingSeries[]): Promise<KnownSeries[]> {
    const known = await lock(all);
    if (known.length === all.length) return known;
    const found = new Set(known.map(({ incoming }) => incoming));
    const missing = all.filter((incoming) => !found.has(incoming));
    await tx.execute(sql`
      insert into series (workspace_id, resource_id, metric)
      select ${workspace}, * from unnest(${texts(missing, 'resourceId')}::text[], ${texts(missing, 'metric')}::text[])
      on conflict do nothing`);
    return [...known, ...(await lock(missing))];
  }

  async function lock(all: readonly IncomingSeries[]): Promise<KnownSeries[]> {
    const { rows } = await tx.execute<{ id: number; place: number; last_at: string | null }>(sql`
      select id, place::int, last_at from series
      join unnest(${texts(all, 'resourceId')}::text[], ${texts(all, 'metric')}::text[])
        with ordinality as wanted (resource_id, metric, place) using (resource_id, metric)
      where workspace_id = ${workspace} order by id for update of series`);
    return rows.flatMap(({ id, place, last_at }) => {
      const incoming = all[place - 1];
      return incoming ? [{ id, lastAt: Number(last_at ?? Number.NEGATIVE_INFINITY), incoming }] : [];
    });
  }

  async function upsert(rows: readonly Row[]): Promise<Row[]> {
    const changed = await tx.execute<{ series_id: number; at: string }>(sql`
      insert into sample (series_id, at, value) ${columns(rows)}
      on conflict (series_id, at) do update set value = excluded.value
      where sample.value is distinct from excluded.value
      returning series_id, at`);
    const keys = new Set(changed.rows.map(({ series_id, at }) => `${series_id} ${at}`));
    return rows.filter(({ id, sample }) => keys.has(`${id} ${sample.at}`));
  }

  async function updateLatest(series: readonly KnownSeries[]): Promise<void> {
    const latest = series.filter(({ lastAt, incoming }) => incoming.lastAt >= lastAt);
    await tx.execute(sql`
      update series set last_at = latest.at, last_value = latest.value
      from unnest(${numberArray(latest.map(({ id }) => id))}::int[],
        ${numberArray(latest.map(({ incoming }) => incoming.lastAt))}::bigint[],
        ${numberArray(latest.map(({ incoming }) => incoming.lastValue))}::float8[]) as latest (id, at, value)
      where series.id = latest.id and (last_at, last_value) is distinct from (latest.at, latest.value)`);
  }

  /** Of rows that came late, those that a chunk holds with the same value: they were delivered before. */
  async function sealedAlready(rows: readonly Row[], lastAt: ReadonlyMap<number, number>): Promise<Set<Row>> {
    const late = rows.filter(({ id, sample }) => sample.at <= (lastAt.get(id) ?? 0));
    if (late.length === 0) return new Set();
    const chunkOf = ({ id, sample }: Row) => `${id} ${floorTo(sample.at, raw.spanMs)}`;
    const wanted = [...new Map(late.map((row) => [chunkOf(row), row])).values()];
    const chunks = await tx.execute<{ series_id: number; starts_at: string; body: Buffer }>(sql`
      select series_id, starts_at, body from sample_chunk
      join unnest(${numberArray(wanted.map(({ id }) => id))}::int[],
        ${numberArray(wanted.map(({ sample }) => floorTo(sample.at, raw.spanMs)))}::bigint[])
        as wanted (series_id, starts_at) using (series_id, starts_at)
      where step_ms = ${raw.stepMs}`);
    const values = new Map(
      chunks.rows.map(({ series_id, starts_at, body }) => [`${series_id} ${starts_at}`, valuesByTime(body)]),
    );
    return new Set(late.filter((row) => values.get(chunkOf(row))?.get(row.sample.at) === row.sample.value));
  }

  async function remove(rows: ReadonlySet<Row>): Promise<void> {
    if (rows.size === 0) return;
    const list = [...rows];
    await tx.execute(sql`
      delete from sample using unnest(${numberArray(list.map(({ id }) => id))}::int[],
        ${numberArray(list.map(({ sample }) => sample.at))}::bigint[]) as repeated (series_id, at)
      where sample.series_id = repeated.series_id and sample.at = repeated.at`);
  }
}

const texts = (all: readonly IncomingSeries[], key: 'resourceId' | 'metric') =>
  sql.param(all.map((incoming) => incoming[key]));

function columns(rows: readonly Row[]) {
  return sql`select * from unnest(${numberArray(rows.map(({ id }) => id))}::int[],
    ${numberArray(rows.map(({ sample }) => sample.at))}::bigint[],
    ${numberArray(rows.map(({ sample }) => sample.value))}::float8[])`;
}

function rowsOf(id: number | undefined, { samples }: IncomingSeries): Row[] {
  return id === undefined ? [] : samples.map((sample) => ({ id, sample }));
}

function* slices(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let i = 0; i < rows.length; i += rowsAtOnce) yield rows.slice(i, i + rowsAtOnce);
}

function valuesByTime(body: Uint8Array): Map<number, number> {
  const [at = new Float64Array(), values = at] = decode(body, 2);
  return new Map(Array.from(at, (time, i) => [time, values[i] ?? 0]));
}
