import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { rememberStore } from '../../signals/remember-store.ts';
import { emptyBatch } from '../../signals/testing.ts';
import { listChoices, scopesOf } from './choices.ts';
import { matchesOf } from './matches.ts';
import { minute, ruleOf, subject, usualRules } from './rule.fixture.ts';
import { ruleStore } from './rule-store.ts';

it('counts what has a value, names connections as people do, and takes no identifier for a tag', () => {
  const many = Array.from({ length: 60 }, (_, n) =>
    subject({
      ...{ id: `${n}`, name: `web-${n}`, region: n % 3 === 0 ? null : 'eu-west-1' },
      attributes: { team: n < 40 ? 'shop' : 'pay', arn: `arn:${n}`, cores: 4 },
    }),
  );
  const found = scopesOf(many, [{ id: 'aws', title: 'AWS acme' }]);

  expect(found.connections).toEqual([{ value: 'aws', label: 'AWS acme', count: 60 }]);
  expect(found.regions).toEqual([{ value: 'eu-west-1', label: null, count: 40 }]);
  expect(found.tags).toEqual([
    {
      name: 'team',
      values: [
        { value: 'shop', label: null, count: 40 },
        { value: 'pay', label: null, count: 20 },
      ],
    },
  ]);
});

describe.each(testDatabases)('choices and matches, on %s', (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  const now = 1_800_000_000_000;
  const watching = [{ id: 'aws', title: 'AWS' }];
  const context = () => ({ database: database.sql, workspace: 'default', watching, locks: new Map() });
  const instance = (id: string, region: string) => ({
    ...{ id, kind: 'aws.ec2.instance', name: id, region, attributes: { team: 'shop' } },
  });
  const read = (resourceId: string, metric: string, value: number) => ({
    resourceId,
    metric,
    value,
    at: now,
  });

  beforeEach(async () => {
    await database.sql.execute(
      sql`truncate alert, resource, series, sample, sample_chunk, event, rule, rule_version`,
    );
    await ruleStore(database.sql).seed(usualRules, now);
    const resources = [instance('web-1', 'eu-west-1'), instance('web-2', 'us-east-1')];
    const samples = [
      read('web-1', 'cpu.percent', 40),
      read('web-2', 'cpu.percent', 70),
      read('web-1', 'odd.bytes', 5),
    ];
    await rememberStore(database.sql).remember('aws', { ...emptyBatch, resources, samples }, now);
    const elsewhere = { ...emptyBatch, resources: [instance('gone', 'eu-west-1')] };
    await rememberStore(database.sql).remember(
      'unwatched',
      { ...elsewhere, samples: [read('gone', 'cpu.percent', 99)] },
      now,
    );
  });

  it('offers what is reported, with its unit, its range now and what it is usually judged by', async () => {
    const { metrics, regions } = await listChoices('odd.bytes', context());

    expect(metrics).toEqual([
      {
        ...{ metric: 'cpu.percent', label: 'CPU', unit: '%', kinds: ['aws.ec2.instance'], resources: 2 },
        ...{ lowest: 40, highest: 70 },
        usual: { side: 'above', value: 80, critical: 90, forMs: 10 * minute },
      },
      {
        ...{ metric: 'odd.bytes', label: 'odd.bytes', unit: 'B', kinds: ['aws.ec2.instance'], resources: 1 },
        ...{ lowest: 5, highest: 5, usual: null },
      },
    ]);
    expect(regions).toEqual([{ value: 'eu-west-1', label: null, count: 1 }]);
    expect((await listChoices(undefined, context())).regions).toHaveLength(2);
  });

  it('says what a draft looks at, the worst first, and why it would do nothing', async () => {
    const cpu = { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80 };
    const all = await matchesOf(ruleOf(cpu).spec, context());
    expect(all).toMatchObject({ matches: 2, problem: null });
    expect(all.series.map(({ metricId, value }) => [metricId, value])).toEqual([
      ['web-2~cpu.percent', 70],
      ['web-1~cpu.percent', 40],
    ]);
    const low = await matchesOf(ruleOf({ ...cpu, side: 'below' }).spec, context());
    expect(low.series[0]?.resourceId).toBe('web-1');
    const some = await matchesOf(ruleOf(cpu, { scope: { regions: ['eu-*'] } }).spec, context());
    expect(some).toMatchObject({ matches: 1, series: [{ resourceId: 'web-1' }] });
    const none = await matchesOf(ruleOf({ ...cpu, metric: 'nowhere.ms' }).spec, context());
    expect(none).toMatchObject({
      ...{ matches: 0, series: [] },
      problem: 'Nothing in its scope reports nowhere.ms yet',
    });
  });
});
