import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { testDatabases } from '../database/testing.ts';
import { createRateLimits } from './rate-limit.ts';
import { type SharingOptions, shareLimits } from './shared-limits.ts';

describe.each(testDatabases)('limits shared over %s', (_engine, open) => {
  let database: Database;
  let now = 0;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  function replica(query: SharingOptions['query'] = database.jobs.executeSql) {
    const limits = createRateLimits(20);
    const shared = shareLimits({ query, limits, now: () => now, everyMs: 3_600_000 });
    const ask = (id: string, times: number) =>
      Array.from({ length: times }, () => limits.key.take(id, now)).filter((wait) => wait === 0).length;
    return { ask, settle: shared.settle };
  }

  it('lets a caller of two replicas pass as often as a caller of one', async () => {
    const [one, two] = [replica(), replica()];
    expect([one.ask('k1', 12), two.ask('k1', 8)]).toEqual([12, 8]);
    await one.settle();
    await two.settle();
    await one.settle();

    expect(two.ask('k1', 5)).toBe(0);
    one.ask('k1', 1);
    await one.settle();
    expect(one.ask('k1', 5)).toBe(0);
    now += 60_001;
    expect([one.ask('k1', 1), two.ask('k1', 1)]).toEqual([1, 1]);
  });

  it('writes nothing about those who come now and then', async () => {
    const one = replica();
    one.ask('rare', 1);
    await one.settle();
    const { rows } = await database.sql.execute(sql`select key from rate_limit where key like '%rare%'`);

    expect(rows).toEqual([]);
  });

  it('counts on alone while the database is away, and tells it later', async () => {
    let away = true;
    const one = replica(async (text, values) => {
      if (away) throw new Error('gone');
      return database.jobs.executeSql(text, values);
    });
    one.ask('k2', 15);
    await one.settle();
    expect(one.ask('k2', 10)).toBe(5);
    away = false;
    await one.settle();

    const two = replica();
    two.ask('k2', 3);
    await two.settle();
    expect(two.ask('k2', 1)).toBe(0);
  });
});
