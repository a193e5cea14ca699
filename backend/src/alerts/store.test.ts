import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { finding } from './alert.fixture.ts';
import type { Decision } from './alert.ts';
import { alertStore } from './store.ts';

const now = 1_700_000_000_000;
const everything = { state: 'all', limit: 50 } as const;

const fire = (message = '4.8 %', fingerprint = 'f'): Decision => ({
  kind: 'fire',
  finding: finding({ fingerprint, message, startedAt: now }),
});
const resolve: Decision = { kind: 'resolve', fingerprint: 'f', at: now + 1_000 };

describe.each(testDatabases)('alerts on %s', (_engine, open) => {
  let database: Database;
  let store: ReturnType<typeof alertStore>;

  beforeAll(async () => {
    database = await open();
    store = alertStore(database.sql);
  });
  beforeEach(() => database.sql.execute(sql`truncate alert, resource, series, sample`));
  afterAll(() => database.close());

  it('fires once, however often it is decided, and tells only what changed', async () => {
    const [first] = await store.apply([fire()]);

    expect(await store.apply([fire()])).toEqual([]);
    expect(first?.change).toBe('fired');
    expect(await store.apply([fire('5 %')])).toEqual([
      { change: 'changed', alert: { ...first?.alert, message: '5 %' } },
    ]);
    expect(await store.list(everything)).toHaveLength(1);
  });

  it('ends an alert once, and a new one begins as another', async () => {
    const [first] = await store.apply([fire()]);
    const [ended] = await store.apply([resolve]);
    expect(ended).toMatchObject({
      change: 'resolved',
      alert: { id: first?.alert.id, state: 'resolved', resolvedAt: now + 1_000 },
    });
    expect(await store.apply([resolve])).toEqual([]);

    const [second] = await store.apply([fire()]);
    expect(second?.alert.id).not.toBe(first?.alert.id);
    expect(await store.firingIds()).toEqual(new Set([second?.alert.id]));
  });

  it('filters by state, severity and source', async () => {
    await store.apply([fire(), fire('x', 'g'), resolve]);

    expect(await store.list({ ...everything, state: 'firing' })).toHaveLength(1);
    expect(await store.list({ ...everything, severity: 'warning' })).toEqual([]);
    expect(await store.list({ ...everything, source: 'github' })).toEqual([]);
    expect(await store.list({ ...everything, acknowledged: false })).toHaveLength(2);
  });
});
