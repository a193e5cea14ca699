import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { Buckets, stepFor } from './buckets.ts';
import { rememberStore } from './remember-store.ts';
import { expire, sampleStore } from './sample-store.ts';
import { seal } from './seal-store.ts';
import { emptyBatch } from './testing.ts';

const hour = 3_600_000;
const start = Math.floor(1.7e12 / (24 * hour)) * 24 * hour;
const now = start + 10 * hour;
const key = { resourceId: 'host', metric: 'cpu.percent' };
/** One value every 30 s for ten hours: 0, 0.25, 0.5 … */
const samples = Array.from({ length: 1_200 }, (_, i) => ({ ...key, at: start + i * 30_000, value: i / 4 }));
const windows = [
  { from: now - hour, to: now },
  { from: start, to: start + 24 * hour },
  { from: now - 7 * 24 * hour, to: now },
  { from: now - 30 * 24 * hour, to: now },
];

describe.each(testDatabases)('samples on %s', (_engine, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.sql.execute(sql`truncate series, sample, sample_chunk`));
  afterAll(() => database.close());

  const add = (list: typeof samples, at = now) =>
    rememberStore(database.sql).remember('host', { ...emptyBatch, samples: list }, at);
  const charts = () => Promise.all(windows.map((window) => sampleStore(database.sql).chart(key, window)));
  const rows = async () => (await database.sql.execute(sql`select 1 from sample`)).rows.length;

  it('answers the same before, during and after sealing', async () => {
    await add(samples);
    const fresh = await charts();

    for (const sealed of [start + 3 * hour, start + 7.25 * hour, now]) {
      await seal(database.sql, sealed);
      expect(await charts()).toEqual(fresh);
    }

    expect(await rows()).toBe(0);
    expect(fresh[1]?.stepMs).toBe(300_000);
    expect(fresh[1]?.points[0]).toEqual({ at: start, avg: 1.125, min: 0, max: 2.25, count: 10 });
    for (const chart of fresh) expect(chart?.points.length).toBeLessThanOrEqual(500);
  });

  it('takes late, shuffled and repeated samples', async () => {
    await add(samples);
    await seal(database.sql, now);
    const expected = await charts();
    await database.sql.execute(sql`truncate series, sample, sample_chunk`);

    const shuffled = samples.toSorted((a, b) => ((a.at / 30_000) % 7) - ((b.at / 30_000) % 7));
    await add(shuffled.slice(0, 700));
    await seal(database.sql, now);
    await add(shuffled.slice(500));
    await seal(database.sql, now);

    expect(await charts()).toEqual(expected);
  });

  it('lets raw samples go before the roll-ups', async () => {
    await add(samples);
    await seal(database.sql, now);

    await expire(database.sql, start + 40 * 24 * hour);

    const { rows: steps } = await database.sql.execute(
      sql`select distinct step_ms from sample_chunk order by 1`,
    );
    expect(steps).toEqual([{ step_ms: 300_000 }, { step_ms: 3_600_000 }]);
  });

  it('knows the mean of a period from rows and chunks alike', async () => {
    await add(samples);
    await seal(database.sql, now - hour);
    const means = await sampleStore(database.sql).means(['cpu.percent'], { from: start, to: now });

    expect(means.get('host~cpu.percent')).toBeCloseTo(149.875, 6);
    expect((await sampleStore(database.sql).means(['cpu.percent'], { from: now, to: now + hour })).size).toBe(
      0,
    );
  });

  it('draws a gap as a gap and an unknown series as none', async () => {
    await add(samples.filter(({ at }) => at < start + hour || at >= start + 2 * hour));
    const store = sampleStore(database.sql);
    const lines = await store.averages([key], { from: start, to: start + 3 * hour }, 10);

    expect(lines.get('host~cpu.percent')).toEqual([
      expect.any(Number),
      expect.any(Number),
      null,
      null,
      expect.any(Number),
      expect.any(Number),
    ]);
    expect(
      await store.chart({ resourceId: 'host', metric: 'nothing' }, { from: start, to: now }),
    ).toBeUndefined();
  });
});

it.each([
  [hour, 500, 10_000],
  [24 * hour, 500, 300_000],
  [7 * 24 * hour, 500, 1_800_000],
  [30 * 24 * hour, 500, 7_200_000],
])('draws %d ms in at most %d points of %d ms', (range, points, step) => {
  expect(stepFor(range, points)).toBe(step);
});

it('folds any samples as a plain sum, minimum and maximum would', () => {
  const point = fc.record({
    at: fc.integer({ min: 0, max: 99_999 }),
    value: fc.integer({ min: -1_000, max: 1_000 }),
  });
  fc.assert(
    fc.property(fc.array(point), (points) => {
      const buckets = new Buckets({ start: 0, to: 100_000, stepMs: 10_000 });
      buckets.addSamples(
        points.map(({ at }) => at),
        points.map(({ value }) => value),
      );
      const expected = [...Map.groupBy(points, ({ at }) => Math.floor(at / 10_000) * 10_000)]
        .map(([at, list]) => {
          const values = list.map(({ value }) => value);
          const sum = values.reduce((total, value) => total + value, 0);
          return {
            at,
            avg: sum / values.length,
            min: Math.min(...values),
            max: Math.max(...values),
            count: values.length,
          };
        })
        .sort((a, b) => a.at - b.at);
      expect(buckets.filled()).toEqual(expected);
    }),
  );
});
