import type { Resource, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import type { Batch } from '../sources/source.ts';
import { readStore } from './read-store.ts';
import { rememberStore } from './remember-store.ts';
import { sampleStore } from './sample-store.ts';
import { emptyBatch } from './testing.ts';

const now = 1_700_000_000_000;

const instance = (id: string, state = 'running'): Resource => ({
  id,
  kind: 'aws.ec2.instance',
  name: id,
  state,
  attributes: { type: 't3.small', tags: { Name: 'it’s "fine"' } },
});
const event = (id: string, outcome: SourceEvent['outcome'], at = now): SourceEvent => ({
  id,
  resourceId: 'r',
  kind: 'deployment',
  outcome,
  title: 'Deploy',
  at,
  data: { runId: id },
});
const sample = (value: number, at = now, metric = 'cpu.percent') => ({
  resourceId: 'i-1',
  metric,
  value,
  at,
});

describe.each(testDatabases)('remember on %s', (_engine, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.sql.execute(sql`truncate resource, series, sample, sample_chunk, event`));
  afterAll(() => database.close());

  const remember = (batch: Partial<Batch>, workspace?: string, connection = 'aws') =>
    database.sql.transaction((tx) =>
      rememberStore(tx, workspace).remember(connection, { ...emptyBatch, ...batch }, now),
    );

  it('returns what is new, and nothing when the same comes again', async () => {
    const batch = {
      resources: [instance('i-1')],
      samples: [sample(1), sample(2, now + 1)],
      events: [event('e', 'running')],
    };

    const first = await remember(batch);
    const second = await remember(batch);

    expect(first).toMatchObject({ ...batch, rejected: 0 });
    expect(second).toEqual({ resources: [], samples: [], events: [], rejected: 0 });
  });

  it('returns what changed, and only that', async () => {
    await remember({
      resources: [instance('i-1'), instance('i-2')],
      events: [event('e', 'running')],
      samples: [sample(1)],
    });

    const { resources, events, samples } = await remember({
      resources: [instance('i-1', 'stopped'), instance('i-2')],
      events: [event('e', 'failed')],
      samples: [sample(1.5), sample(1, now, 'memory.percent')],
    });

    expect(resources.map(({ id }) => id)).toEqual(['i-1']);
    expect(events.map(({ outcome }) => outcome)).toEqual(['failed']);
    expect(samples.map(({ value }) => value)).toEqual([1.5, 1]);
  });

  it('knows that something has gone only when its kind was read completely, and welcomes it back', async () => {
    await remember({ resources: [instance('i-1'), instance('i-2')] });
    await remember({ resources: [instance('i-1')] });
    const present = async () =>
      (await readStore(database.sql).resources(['aws.ec2.instance'])).map(({ id }) => id);
    expect(await present()).toEqual(['i-1', 'i-2']);

    const { resources } = await remember({ resources: [instance('i-1')], complete: ['aws.ec2.instance'] });
    expect(resources.map(({ id }) => id)).toEqual(['i-2']);
    expect(await present()).toEqual(['i-1']);

    await remember({ resources: [instance('i-2')] });
    expect(await present()).toEqual(['i-1', 'i-2']);
  });

  it('lets one connection never take away what another one sees', async () => {
    await remember({ resources: [instance('i-1')] });
    await remember({ complete: ['aws.ec2.instance'] }, undefined, 'aws:other');

    expect(await readStore(database.sql).resource('i-1')).toMatchObject({ connectionId: 'aws' });
  });

  it('refuses numbers that are none and times that cannot be, and counts them', async () => {
    const day = 86_400_000;
    const { samples, rejected } = await remember({
      samples: [
        sample(Number.NaN),
        sample(Number.POSITIVE_INFINITY),
        sample(1, now + day),
        sample(1, now - 60 * day),
        sample(7),
      ],
    });

    expect(samples.map(({ value }) => value)).toEqual([7]);
    expect(rejected).toBe(4);
  });

  it('keeps the newest reading as the latest, whatever comes late', async () => {
    await remember({ samples: [sample(5, now)] });
    await remember({ samples: [sample(1, now - 60_000)] });

    expect(await sampleStore(database.sql).latest(['cpu.percent'])).toEqual(
      new Map([['i-1~cpu.percent', { at: now, value: 5 }]]),
    );
  });

  it('takes text that PostgreSQL cannot hold without its null characters', async () => {
    await remember({ events: [{ ...event('e', 'failed'), title: 'a\u0000b' }] });

    expect((await readStore(database.sql).event('e'))?.title).toBe('ab');
  });

  it('keeps workspaces apart', async () => {
    await remember(
      { resources: [instance('i-1')], samples: [sample(1)], events: [event('e', 'running')] },
      'blue',
    );

    expect(await readStore(database.sql).resource('i-1')).toBeUndefined();
    expect(await readStore(database.sql, 'blue').resource('i-1')).toBeDefined();
    expect(await sampleStore(database.sql).latest(['cpu.percent'])).toEqual(new Map());
  });

  it('lists events newest first, of the connections asked for', async () => {
    await remember({ events: [event('old', 'failed', now - 10), event('new', 'failed')] });
    await remember({ events: [event('foreign', 'failed')] }, undefined, 'github');
    const read = readStore(database.sql);

    expect((await read.events('deployment', ['aws'], 10)).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(await read.eventOfRun('deployment', 'old')).toMatchObject({ id: 'old' });
  });

  it('takes 10,000 samples of a hundred series in one batch', async () => {
    const samples = Array.from({ length: 10_000 }, (_, i) => ({
      resourceId: `i-${i % 100}`,
      metric: 'cpu.percent',
      value: i,
      at: now - i * 1_000,
    }));

    expect((await remember({ samples })).samples).toHaveLength(10_000);
    expect((await sampleStore(database.sql).latest(['cpu.percent'])).size).toBe(100);
  });
});
