import type { Resource, Sample, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Batch } from '../sources/source.ts';
import { addSamplesStore } from './add-samples-store.ts';
import { raw } from './tiers.ts';

/** What a batch brought that was not known before, and how many samples were refused. */
export interface Remembered {
  readonly resources: Resource[];
  readonly samples: Sample[];
  readonly events: SourceEvent[];
  readonly rejected: number;
}

const futureMs = 5 * 60_000;

/** Takes in what a source saw, inside the caller's transaction. Taking in the same batch twice changes nothing. */
export function rememberStore(tx: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { remember };

  async function remember(connectionId: string, batch: Batch, now: number): Promise<Remembered> {
    const samples = batch.samples.filter((sample) => isCredible(sample, now));
    return {
      resources: [
        ...(await saveResources(connectionId, batch.resources, now)),
        ...(await markGone(connectionId, batch, now)),
      ],
      samples: await addSamplesStore(tx, workspace).add(samples),
      events: await saveEvents(connectionId, batch.events, now),
      rejected: batch.samples.length - samples.length,
    };
  }

  async function saveResources(
    connectionId: string,
    resources: readonly Resource[],
    now: number,
  ): Promise<Resource[]> {
    if (resources.length === 0) return [];
    const unique = lastById(resources);
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into resource (workspace_id, id, connection_id, kind, name, region, state, url, attributes,
        first_seen_at, seen_at)
      select ${workspace}, r.id, ${connectionId}, r.kind, r.name, r.region, r.state, r.url,
        coalesce(r.attributes, '{}'), ${now}, ${now}
      from jsonb_to_recordset(${json(unique)}::jsonb)
        as r (id text, kind text, name text, region text, state text, url text, attributes jsonb)
      on conflict (workspace_id, id) do update set connection_id = excluded.connection_id, kind = excluded.kind,
        name = excluded.name, region = excluded.region, state = excluded.state, url = excluded.url,
        attributes = excluded.attributes, seen_at = excluded.seen_at, gone_at = null
      where resource.gone_at is not null
        or (resource.kind, resource.name, resource.region, resource.state, resource.url, resource.attributes)
          is distinct from
          (excluded.kind, excluded.name, excluded.region, excluded.state, excluded.url, excluded.attributes)
      returning id`);
    const changed = new Set(rows.map(({ id }) => id));
    return unique.filter(({ id }) => changed.has(id));
  }

  /** Those of the kinds that the batch holds completely, and that are not in it. */
  async function markGone(connectionId: string, batch: Batch, now: number): Promise<Resource[]> {
    if (batch.complete.length === 0) return [];
    const { rows } = await tx.execute<{ id: string; kind: string; name: string }>(sql`
      update resource set gone_at = ${now}
      where workspace_id = ${workspace} and connection_id = ${connectionId} and gone_at is null
        and kind = any(${sql.param(batch.complete)}::text[])
        and id <> all(${sql.param(batch.resources.map(({ id }) => id))}::text[])
      returning id, kind, name`);
    return rows.map(({ id, kind, name }) => ({ id, kind, name, attributes: {} }));
  }

  async function saveEvents(
    connectionId: string,
    events: readonly SourceEvent[],
    now: number,
  ): Promise<SourceEvent[]> {
    if (events.length === 0) return [];
    const unique = lastById(events);
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into event (workspace_id, id, connection_id, resource_id, kind, outcome, title, at, data, updated_at)
      select ${workspace}, e.id, ${connectionId}, e."resourceId", e.kind, e.outcome, e.title, e.at,
        coalesce(e.data, '{}'), ${now}
      from jsonb_to_recordset(${json(unique)}::jsonb)
        as e (id text, "resourceId" text, kind text, outcome text, title text, at bigint, data jsonb)
      on conflict (workspace_id, id) do update set resource_id = excluded.resource_id, kind = excluded.kind,
        outcome = excluded.outcome, title = excluded.title, at = excluded.at, data = excluded.data,
        updated_at = excluded.updated_at
      where (event.resource_id, event.kind, event.outcome, event.title, event.at, event.data) is distinct from
        (excluded.resource_id, excluded.kind, excluded.outcome, excluded.title, excluded.at, excluded.data)
      returning id`);
    const changed = new Set(rows.map(({ id }) => id));
    return unique.filter(({ id }) => changed.has(id));
  }
}

function isCredible({ value, at }: Sample, now: number): boolean {
  return Number.isFinite(value) && Number.isInteger(at) && at <= now + futureMs && at >= now - raw.keepMs;
}

/** A statement may not touch a row twice; the later word counts. */
function lastById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Without null characters and halves of surrogate pairs, which PostgreSQL's text cannot hold. */
function json(value: unknown): string {
  // Backslashes that stand for themselves are matched too, so that what follows them is not taken for an escape.
  return JSON.stringify(value).replaceAll(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g, (found) => {
    if (found === '\\\\') return found;
    return found === '\\u0000' ? '' : '\ufffd';
  });
}
