import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { finding } from './alert.fixture.ts';
import type { Decision } from './alert.ts';
import type { AlertFilter } from './filter-store.ts';
import { listStore } from './list-store.ts';
import { alertStore } from './store.ts';

const now = 1_700_000_000_000;
const everything = { state: 'all', limit: 50 } as const;

const fire = (message = '4.8 %', fingerprint = 'f', startedAt = now): Decision => ({
  kind: 'fire',
  finding: finding({ fingerprint, message, startedAt }),
});
const resolve: Decision = { kind: 'resolve', fingerprint: 'f', at: now + 1_000 };

describe.each(testDatabases)('alerts on %s', (_engine, open) => {
  let database: Database;
  let store: ReturnType<typeof alertStore>;

  beforeAll(async () => {
    database = await open();
    store = alertStore(database.sql);
  });
  beforeEach(() => database.sql.execute(sql`truncate alert, alert_event, resource, series, sample`));
  afterAll(() => database.close());
  const listed = (filter: Partial<AlertFilter> = {}) =>
    listStore(database.sql, ['aws']).page({ ...everything, ...filter });

  it('fires once, however often it is decided, and tells only what changed', async () => {
    const [first] = await store.apply([fire()]);

    expect(await store.apply([fire()])).toEqual([]);
    expect(first?.change).toBe('fired');
    expect(await store.apply([fire('5 %')])).toEqual([
      { change: 'changed', alert: { ...first?.alert, message: '5 %' } },
    ]);
    expect((await listed()).alerts).toHaveLength(1);
  });

  it('finds what a rule fired by its id, and nothing that only sounds like it', async () => {
    await store.apply([
      { kind: 'fire', finding: finding({ fingerprint: 'f', ruleId: 'cpu' }) },
      { kind: 'fire', finding: finding({ fingerprint: 'g', ruleId: 'cpu-2' }) },
    ]);
    expect((await listed({ rule: 'cpu' })).alerts.map(({ fingerprint }) => fingerprint)).toEqual(['f']);
  });

  it('ends an alert once; what begins again soon is the same one, told once, later another', async () => {
    const [first] = await store.apply([fire()], now);
    const [ended] = await store.apply([resolve], now);
    expect(ended).toMatchObject({
      change: 'resolved',
      alert: { id: first?.alert.id, state: 'resolved', resolvedAt: now + 1_000 },
    });
    expect(await store.apply([resolve], now)).toEqual([]);

    const [again] = await store.apply([fire('4.9 %', 'f', now + 60_000)], now);
    expect(again).toMatchObject({ change: 'reopened', alert: { id: first?.alert.id, flaps: 1 } });
    await store.apply([{ ...resolve, at: now + 120_000 }], now);

    const [other] = await store.apply([fire('5 %', 'f', now + 3_600_000)], now);
    expect(other).toMatchObject({ change: 'fired', alert: { flaps: 0 } });
    expect(other?.alert.id).not.toBe(first?.alert.id);
    const history = await listStore(database.sql, ['aws']).history(first?.alert.id ?? '');
    expect(history.map(({ kind }) => kind)).toEqual(['fired', 'resolved', 'reopened', 'resolved']);
  });

  it('carries out what ends and begins in one go, in its order', async () => {
    const changes = await store.apply([fire(), resolve, fire('6 %', 'f', now + 3_600_000), fire('1 %', 'g')]);

    expect(changes.map(({ change, alert }) => [change, alert.fingerprint])).toEqual([
      ['fired', 'f'],
      ['resolved', 'f'],
      ['fired', 'f'],
      ['fired', 'g'],
    ]);
    expect((await listed()).counts).toMatchObject({ loud: 2, fresh: 2, freshWorst: 'critical', resolved: 1 });
    await database.sql.execute(sql`update alert set acknowledged_at = 1 where severity = 'critical'`);
    await store.apply([{ kind: 'fire', finding: finding({ fingerprint: 'h', severity: 'warning' }) }]);
    await store.apply([{ kind: 'fire', finding: finding({ fingerprint: 'i', severity: 'info' }) }]);
    expect((await listed()).counts).toMatchObject({ loud: 4, fresh: 2, freshWorst: 'warning' });
    expect((await listed({ text: 'no such thing' })).counts).toMatchObject({ fresh: 0, freshWorst: null });
  });

  it('lets one of two that find the same at once begin it, and tells it once', async () => {
    const both = await Promise.all(
      [1, 2].map(() => database.sql.transaction((tx) => alertStore(tx).apply([fire(), fire('x', 'g')]))),
    );

    expect(both.flat().filter(({ change }) => change === 'fired')).toHaveLength(2);
    expect((await listed()).alerts).toHaveLength(2);
  });

  it('takes in ten thousand at once', async () => {
    const storm = Array.from({ length: 10_000 }, (_, index) => fire('x', `storm ${index}`));

    expect(await database.sql.transaction((tx) => alertStore(tx).apply(storm, now))).toHaveLength(10_000);

    const page = await listed({ limit: 200 });
    expect([page.alerts.length, page.total, page.counts.loud]).toEqual([200, 10_000, 10_000]);
    const next = await listed({ limit: 200, after: page.next ?? '' });
    expect(new Set([...page.alerts, ...next.alerts].map(({ id }) => id)).size).toBe(400);
    expect(await listStore(database.sql, ['aws']).worst(200)).toHaveLength(200);
  });

  it('filters by state, severity, source, place, owner and words', async () => {
    await store.apply([fire(), fire('x', 'g'), resolve]);
    const some = async (filter: Partial<AlertFilter>) => (await listed(filter)).alerts.length;

    expect(await some({ state: 'firing' })).toBe(1);
    expect(await some({ severity: ['warning'] })).toBe(0);
    expect(await some({ severity: ['warning', 'critical'] })).toBe(2);
    expect(await some({ source: 'github' })).toBe(0);
    expect(await some({ acknowledged: false })).toBe(2);
    expect(await some({ region: 'eu-west-1', resource: 'CHECKOUT' })).toBe(2);
    expect(await some({ owner: 'none' })).toBe(2);
    expect(await some({ owner: 'priya' })).toBe(0);
    expect(await some({ text: '5xx rate' })).toBe(2);
    expect(await some({ text: '%' })).toBe(2);
    expect(await some({ text: '5xx_rate' })).toBe(0);
    expect(await some({ since: now + 3_600_000 })).toBe(1);
  });
});
