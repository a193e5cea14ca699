import type { Resource, Sample } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listStore } from './alerts/list-store.ts';
import { LiveRules } from './alerts/rules/live.ts';
import { minute, ruleOf } from './alerts/rules/rule.fixture.ts';
import { afterBatch, type ConnectionHealth, connecting } from './collector/health.ts';
import { connectionStore } from './collector/store.ts';
import { stepsOver, timeStepsOver } from './ingestion.ts';
import { ingest } from './pipeline.ts';
import type { Database } from './platform/database/database.ts';
import { testDatabases } from './platform/database/testing.ts';
import { emptyBatch } from './signals/testing.ts';

const base = 1_700_000_000_000;
const lb: Resource = { id: 'lb', kind: 'aws.loadbalancer', name: 'checkout-api', attributes: {} };
const limit = { kind: 'threshold', metric: 'm', side: 'above', value: 10, forMs: 2 * minute };

describe.each(testDatabases)('live rules on %s', (_engine, open) => {
  let database: Database;
  let rules: LiveRules;
  let health: ConnectionHealth;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.sql.execute(
      sql`truncate alert, incident, resource, series, sample, sample_chunk, connection, event, notice, told`,
    );
    await connectionStore(database.sql).seed({ id: 'aws', source: 'aws', title: 'AWS', demo: false }, base);
    rules = new LiveRules();
    health = connecting(base);
  });
  afterAll(() => database.close());

  /** One batch at a minute; the readings are of the minutes before, ascending, the last of that minute. */
  async function batch(
    at: number,
    values: readonly (number | undefined)[],
    more: Partial<typeof emptyBatch> = {},
  ) {
    const now = base + at * minute;
    const first = at - values.length + 1;
    const samples = values.flatMap((value, i): Sample[] =>
      value === undefined ? [] : [{ resourceId: 'lb', metric: 'm', value, at: base + (first + i) * minute }],
    );
    health = afterBatch(health, [], now);
    await rules.during('aws', 0, () =>
      ingest(
        { ...emptyBatch, resources: [lb], samples, ...more },
        { before: health, after: health },
        (work) =>
          database.sql.transaction((tx) =>
            work(
              stepsOver(tx, { connectionId: 'aws', fence: 0, rules, isDemo: () => false, calmMs: 0, now }),
            ),
          ),
      ),
    );
  }
  async function tick(at: number) {
    const now = base + at * minute;
    const watched = { id: 'aws', title: 'AWS', health };
    await rules.during('aws', 0, () =>
      ingest(emptyBatch, { before: health, after: health }, (work) =>
        database.sql.transaction((tx) =>
          work(timeStepsOver(tx, watched, { fence: 0, rules, isDemo: () => false, calmMs: 0, now })),
        ),
      ),
    );
  }
  const alerts = async () =>
    (await listStore(database.sql, ['aws']).recent(50)).map((one) => ({
      ...{ state: one.state, title: one.title, value: one.value },
      since: (one.startedAt - base) / minute,
      until: one.resolvedAt === null ? null : (one.resolvedAt - base) / minute,
    }));

  it('fires, follows the value and ends, by the time of the samples', async () => {
    rules.use([ruleOf(limit)]);
    for (const [at, value] of [4, 40, 40, 40, 50].entries()) await batch(at, [value]);
    const fired = { state: 'firing', title: 'checkout-api m above 10', since: 1, until: null };
    expect(await alerts()).toEqual([{ ...fired, value: 50 }]);

    for (const at of [5, 6, 7, 8]) await batch(at, [4]);
    expect(await alerts()).toEqual([{ ...fired, value: 4, state: 'resolved', until: 5 }]);
  });

  it('goes on after a restart as if nothing had happened', async () => {
    for (const [at, value] of [4, 40, 40].entries()) {
      rules = new LiveRules();
      rules.use([ruleOf(limit)]);
      await batch(at, [value]);
    }
    rules = new LiveRules();
    rules.use([ruleOf(limit)]);
    await batch(3, [40]);
    expect(await alerts()).toMatchObject([{ state: 'firing', since: 1 }]);
    for (const at of [60, 61, 62, 63]) {
      rules = new LiveRules();
      rules.use([ruleOf(limit)]);
      await batch(at, [4]);
    }
    expect(await alerts()).toMatchObject([{ state: 'resolved', until: 60 }]);
  });

  it('keeps nothing of a transaction that failed', async () => {
    rules.use([ruleOf(limit)]);
    await batch(0, [40]);
    await expect(
      rules.during('aws', 0, async () => {
        await database.sql.transaction(async (tx) => {
          const samples = [{ resourceId: 'lb', metric: 'm', value: 4, at: base + minute }];
          await rules.judge(tx, { connectionId: 'aws', samples, resources: [] }, base + minute);
          throw new Error('no');
        });
      }),
    ).rejects.toThrow('no');
    await batch(2, [40]);
    expect(await alerts()).toMatchObject([{ state: 'firing', since: 0 }]);
  });

  it.each([60, -60, 1_440, -1_440])(
    'makes nothing of a clock that jumps by %i minutes and back',
    async (minutes) => {
      rules.use([
        ruleOf(limit, { noData: 'fire' }),
        ruleOf({ kind: 'absence', metric: 'm' }, { id: 'absence' }),
      ]);
      for (const [at, value] of [4, 4, 4].entries()) await batch(at, [value]);
      await tick(2 + minutes);
      expect(await alerts()).toEqual([]);
      for (const [at, value] of [40, 40, 40].entries()) await batch(3 + at, [value]);
      await tick(5 - minutes);
      await batch(6, [40]);
      expect(await alerts()).toMatchObject([{ state: 'firing', since: 3, until: null }]);
    },
  );

  it('sets an alert right by what comes late', async () => {
    rules.use([ruleOf(limit)]);
    await batch(4, [4, 40, undefined, 40, 40]);
    expect(await alerts()).toMatchObject([{ state: 'firing', since: 1 }]);
    await batch(2, [4]);
    expect(await alerts()).toMatchObject([{ state: 'resolved' }]);
    await batch(5, [40]);
    // So soon after its end it is the same alert again.
    expect(await alerts()).toMatchObject([{ state: 'firing', since: 1 }]);
  });

  it('wakes nobody for what began and ended in one batch', async () => {
    rules.use([ruleOf(limit)]);
    await batch(9, [4, 40, 40, 40, 40, 4, 4, 4, 4, 4]);
    expect(await alerts()).toEqual([]);
  });

  it('misses a series that used to be there, while its source answers and its resource is not gone', async () => {
    rules.use([ruleOf({ kind: 'absence', metric: 'm', forMs: 5 * minute })]);
    await batch(0, [4]);
    await tick(4);
    await tick(20);
    expect(await alerts()).toEqual([]);
    await batch(6, []);
    await tick(6);
    expect(await alerts()).toMatchObject([{ title: 'checkout-api stopped reporting m', since: 0 }]);
    await batch(7, [], { resources: [], complete: ['aws.loadbalancer'] });
    await tick(7);
    expect(await alerts()).toMatchObject([{ state: 'resolved' }]);
  });

  it('misses nobody before the delay has passed with which a source reports', async () => {
    rules.use([ruleOf({ kind: 'absence', metric: 'm', forMs: 5 * minute })]);
    const late = (at: number) => [{ resourceId: 'lb', metric: 'm', value: 1, at: base + at * minute }];
    await batch(0, [4]);
    await batch(4, [], { samples: late(1) });
    await batch(8, []);
    await tick(8);
    expect(await alerts()).toEqual([]);
    await batch(10, []);
    await tick(10);
    expect(await alerts()).toHaveLength(1);
  });

  it('ends what a rule no longer holds: another limit, switched off, deleted, another scope', async () => {
    rules.use([
      ruleOf(limit),
      ruleOf({ ...limit, value: 5 }, { id: 'low' }),
      ruleOf(limit, { id: 'narrow' }),
    ]);
    await batch(3, [40, 40, 40, 40]);
    expect(await alerts()).toHaveLength(3);

    rules.use([
      ruleOf({ ...limit, value: 100 }, { version: 2 }),
      ruleOf(limit, { id: 'low', version: 2, enabled: false }),
      ruleOf(limit, { id: 'narrow', version: 2, scope: { resources: ['billing'] } }),
    ]);
    await tick(4);
    expect((await alerts()).map(({ state }) => state)).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('lets two rules on one series stand side by side', async () => {
    rules.use([ruleOf(limit), ruleOf({ ...limit, value: 20, forMs: 0 }, { id: 'high' })]);
    await batch(3, [15, 15, 15, 15]);
    expect(await alerts()).toMatchObject([{ title: 'checkout-api m above 10' }]);
    await batch(4, [25]);
    expect(await alerts()).toHaveLength(2);
  });

  it('fires when a series falls silent beyond its limit, also after a restart, and once', async () => {
    const restart = () => {
      rules = new LiveRules();
      rules.use([ruleOf(limit)]);
    };
    restart();
    await batch(2, [4, 4, 40]);
    await batch(4, []);
    await tick(4);
    expect(await alerts()).toEqual([]);
    restart();
    await batch(6, []);
    await tick(6);
    const fired = { state: 'firing', title: 'checkout-api m above 10', value: 40, since: 2, until: null };
    expect(await alerts()).toEqual([fired]);
    restart();
    await batch(7, []);
    await tick(7);
    expect(await alerts()).toEqual([fired]);
    const { rows } = await database.sql.execute(sql`select flaps, count(*) over () from alert`);
    expect(rows).toMatchObject([{ flaps: 0 }]);
  });

  it('takes back what it fired in silence when a reading turns out to have been on its way', async () => {
    rules.use([ruleOf(limit)]);
    await batch(2, [4, 4, 40]);
    await batch(6, []);
    await tick(6);
    expect(await alerts()).toMatchObject([{ state: 'firing' }]);
    const late = { resourceId: 'lb', metric: 'm', value: 4, at: base + 3 * minute };
    await batch(7, [], { samples: [late] });
    expect(await alerts()).toMatchObject([{ state: 'resolved' }]);
  });

  it('says nothing of a source that cannot be read: its last readings hold nothing', async () => {
    rules.use([ruleOf(limit)]);
    await batch(2, [4, 4, 40]);
    await tick(20);
    expect(await alerts()).toEqual([]);
  });

  it('tells of every deployment that failed, also of two within ten minutes, with or without a good one between', async () => {
    rules.use([ruleOf({ kind: 'state', state: 'deployment-failed' })]);
    const deployed = (id: string, at: number, status: 'failed' | 'success') => ({
      ...{ id, resourceId: 'lb', kind: 'deployment', title: 't', at: base + at * minute },
      outcome: status === 'failed' ? ('failed' as const) : ('succeeded' as const),
      data: {
        ...{ service: 'api', environment: 'production', status, rawStatus: 'x', branch: 'main', sha: id },
        ...{ author: 'sofia', message: id, version: null, url: null, runId: id },
        ...{ startedAt: base + (at - 1) * minute, finishedAt: base + at * minute },
      },
    });
    const told = async () => {
      const { rows } = await database.sql.execute<{ told: string }>(
        sql`select concat(kind, ' ', text) as told from notice order by seq`,
      );
      return rows.map((row) => row.told.split(' ·')[0]);
    };
    await batch(2, [], { events: [deployed('one', 2, 'failed')] });
    await batch(3, [], { events: [deployed('one', 2, 'failed')] });
    await tick(3);
    expect(await told()).toEqual(['alert-fired one']);
    await batch(5, [], { events: [deployed('two', 5, 'failed')] });
    await tick(6);
    expect(await told()).toEqual(['alert-fired one', 'alert-fired two']);
    expect(await alerts()).toMatchObject([{ state: 'firing', since: 5 }, { state: 'resolved' }]);

    await batch(7, [], { events: [deployed('good', 7, 'success')] });
    await batch(9, [], { events: [deployed('three', 9, 'failed')] });
    expect((await told()).slice(2)).toEqual([expect.stringMatching(/^alert-resolved/), 'alert-fired three']);
    expect(await alerts()).toHaveLength(3);
  });

  it('makes a source that cannot be read an alert', async () => {
    rules.use([ruleOf({ kind: 'state', state: 'source-failing', forMs: 5 * minute })]);
    await batch(0, [4]);
    health = { ...health, state: 'failing', since: base + minute };
    await tick(5);
    expect(await alerts()).toEqual([]);
    await tick(6);
    expect(await alerts()).toMatchObject([{ title: 'AWS cannot be read', since: 1 }]);
    await batch(8, [4]);
    await tick(8);
    expect(await alerts()).toMatchObject([{ state: 'resolved' }]);
  });
});
