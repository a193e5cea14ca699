import type { Resource, Sample, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Batch } from '../sources/source.ts';
import { raw } from './tiers.ts';

type Executor = Pick<NodePgDatabase, 'execute'>;

/** What a batch brought that was not known before, and how many samples were refused. */
export interface Remembered {
  readonly resources: Resource[];
  readonly samples: Sample[];
  readonly events: SourceEvent[];
  readonly rejected: number;
}

const futureMs = 5 * 60_000;
const samplesAtOnce = 5_000;

/** Takes in what a source saw, inside the caller's transaction. Taking in the same batch twice changes nothing. */
export function rememberStore(tx: Executor, workspace = 'default') {
  return { remember };

  async function remember(connectionId: string, batch: Batch, now: number): Promise<Remembered> {
    const samples = batch.samples.filter(
      ({ value, at }) => Number.isFinite(value) && at <= now + futureMs && at >= now - raw.keepMs,
    );
    return {
      resources: await saveResources(connectionId, batch, now),
      samples: await saveSamples(samples),
      events: await saveEvents(connectionId, batch.events, now),
      rejected: batch.samples.length - samples.length,
    };
  }

  async function saveResources(connectionId: string, batch: Batch, now: number): Promise<Resource[]> {
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into resource (workspace_id, id, connection_id, kind, name, region, state, url, attributes,
        first_seen_at, seen_at)
      select ${workspace}, r.id, ${connectionId}, r.kind, r.name, r.region, r.state, r.url,
        coalesce(r.attributes, '{}'), ${now}, ${now}
      from jsonb_to_recordset(${json(batch.resources)}::jsonb)
        as r (id text, kind text, name text, region text, state text, url text, attributes jsonb)
      on conflict (workspace_id, id) do update set connection_id = excluded.connection_id, kind = excluded.kind,
        name = excluded.name, region = excluded.region, state = excluded.state, url = excluded.url,
        attributes = excluded.attributes, seen_at = excluded.seen_at, gone_at = null
      where resource.gone_at is not null
        or (resource.kind, resource.name, resource.region, resource.state, resource.url, resource.attributes)
          is distinct from
          (excluded.kind, excluded.name, excluded.region, excluded.state, excluded.url, excluded.attributes)
      returning id`);
    const gone = await tx.execute<{ id: string; kind: string; name: string }>(sql`
      update resource set gone_at = ${now}
      where workspace_id = ${workspace} and connection_id = ${connectionId} and gone_at is null
        and kind = any(${sql.param(batch.complete)}::text[])
        and id <> all(${sql.param(batch.resources.map(({ id }) => id))}::text[])
      returning id, kind, name`);
    const changed = new Set(rows.map(({ id }) => id));
    const left = gone.rows.map(({ id, kind, name }) => ({ id, kind, name, attributes: {} }));
    return [...batch.resources.filter(({ id }) => changed.has(id)), ...left];
  }

  async function saveSamples(samples: readonly Sample[]): Promise<Sample[]> {
    if (samples.length === 0) return [];
    const ids = await seriesIds(samples);
    const known = samples.map((sample) => ({ ...sample, seriesId: ids.get(keyOf(sample)) ?? 0 }));
    const fresh = new Set<string>();
    for (let i = 0; i < known.length; i += samplesAtOnce)
      for (const key of await insertSamples(known.slice(i, i + samplesAtOnce))) fresh.add(key);
    await updateLatest(known);
    return known
      .filter(({ seriesId, at }) => fresh.has(`${seriesId} ${at}`))
      .map(({ seriesId: _, ...sample }) => sample);
  }

  async function insertSamples(samples: readonly (Sample & { seriesId: number })[]): Promise<string[]> {
    // A statement may not touch a row twice; the last word on a moment counts.
    const unique = [...new Map(samples.map((one) => [`${one.seriesId} ${one.at}`, one])).values()];
    const { rows } = await tx.execute<{ series_id: number; at: string }>(sql`
      insert into sample (series_id, at, value)
      select * from unnest(${numbers(unique.map((one) => one.seriesId))}::int[],
        ${numbers(unique.map((one) => one.at))}::bigint[], ${numbers(unique.map((one) => one.value))}::float8[])
      on conflict (series_id, at) do update set value = excluded.value
      where sample.value is distinct from excluded.value
      returning series_id, at`);
    return rows.map(({ series_id, at }) => `${series_id} ${at}`);
  }

  async function seriesIds(samples: readonly Sample[]): Promise<Map<string, number>> {
    const keys = [...new Map(samples.map((sample) => [keyOf(sample), sample])).values()];
    const resources = sql.param(keys.map(({ resourceId }) => resourceId));
    const metrics = sql.param(keys.map(({ metric }) => metric));
    const wanted = sql`unnest(${resources}::text[], ${metrics}::text[]) as wanted (resource_id, metric)`;
    const read = () =>
      tx.execute<{ id: number; resource_id: string; metric: string }>(sql`
        select id, resource_id, metric from series join ${wanted} using (resource_id, metric)
        where workspace_id = ${workspace}`);
    let { rows } = await read();
    if (rows.length < keys.length) {
      await tx.execute(sql`
        insert into series (workspace_id, resource_id, metric)
        select ${workspace}, resource_id, metric from ${wanted} on conflict do nothing`);
      ({ rows } = await read());
    }
    return new Map(rows.map((row) => [`${row.resource_id} ${row.metric}`, row.id]));
  }

  async function updateLatest(samples: readonly (Sample & { seriesId: number })[]): Promise<void> {
    const latest = new Map<number, Sample>();
    for (const sample of samples)
      if (sample.at >= (latest.get(sample.seriesId)?.at ?? 0)) latest.set(sample.seriesId, sample);
    await tx.execute(sql`
      update series set last_at = latest.at, last_value = latest.value
      from unnest(${numbers([...latest.keys()])}::int[], ${numbers([...latest.values()].map(({ at }) => at))}::bigint[],
        ${numbers([...latest.values()].map(({ value }) => value))}::float8[]) as latest (id, at, value)
      where series.id = latest.id and (series.last_at is null or series.last_at <= latest.at)`);
  }

  async function saveEvents(
    connectionId: string,
    events: readonly SourceEvent[],
    now: number,
  ): Promise<SourceEvent[]> {
    if (events.length === 0) return [];
    const unique = [...new Map(events.map((event) => [event.id, event])).values()];
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into event (workspace_id, id, connection_id, resource_id, kind, outcome, title, at, data, updated_at)
      select ${workspace}, e.id, ${connectionId}, e."resourceId", e.kind, e.outcome, e.title, e.at,
        coalesce(e.data, '{}'), ${now}
      from jsonb_to_recordset(${json(unique)}::jsonb)
        as e (id text, "resourceId" text, kind text, outcome text, title text, at bigint, data jsonb)
      on conflict (workspace_id, id) do update set resource_id = excluded.resource_id, kind = excluded.kind,
        outcome = excluded.outcome, title = excluded.title, at = excluded.at, data = excluded.data,
        updated_at = excluded.updated_at
      where (event.outcome, event.title, event.at, event.data)
        is distinct from (excluded.outcome, excluded.title, excluded.at, excluded.data)
      returning id`);
    const changed = new Set(rows.map(({ id }) => id));
    return unique.filter(({ id }) => changed.has(id));
  }
}

const keyOf = ({ resourceId, metric }: Pick<Sample, 'resourceId' | 'metric'>) => `${resourceId} ${metric}`;

/** Without null characters, which no PostgreSQL text can hold. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '');
}

/** An array parameter written by hand: the driver would quote and escape every single number. */
function numbers(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
