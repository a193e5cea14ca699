import { CloudWatchClient, paginateGetMetricData, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, HOUR, MINUTE } from '../world/world.ts';
import { ask, balancer, between, mean, orders, query, type What } from './asking.fixture.ts';
import { awsPart } from './index.ts';
import { moments, type Served, serve } from './served.fixture.ts';

const epoch = Date.parse('2026-11-24T13:55:00Z');
let now: number;
let served: Served;
let client: CloudWatchClient;
let calm: number;

beforeEach(async () => {
  const world = createWorld('test', epoch, () => now);
  const { calm: resting, ended } = moments(world);
  [calm, now] = [resting, ended];
  served = await serve(awsPart(world));
  client = new CloudWatchClient(served.settings);
});
afterEach(() => served.close());

describe('GetMetricData', () => {
  it('publishes complete minutes only', async () => {
    now = calm + 90_000;
    const [found] = await ask(
      client,
      between(calm - 2 * MINUTE, calm + 10 * MINUTE, [query(['AWS/RDS CPUUtilization', 'Average', orders])]),
    );
    expect(found?.Timestamps?.map((time) => time.getTime())).toEqual([
      calm - 2 * MINUTE,
      calm - MINUTE,
      calm,
    ]);
  });

  it('answers nothing for dimensions that do not match exactly', async () => {
    const found = await ask(
      client,
      between(calm, calm + HOUR, [
        query(['AWS/RDS CPUUtilization', 'Average', { ...orders, Region: 'eu-west-1' }], 'a'),
        query(['AWS/RDS CPUUtilization', 'Average', {}], 'b'),
        query(['AWS/RDS CPUUtilization', 'Average', { DBInstanceIdentifier: 'nobodys-db' }], 'c'),
      ]),
    );
    expect(found.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode])).toEqual([
      ['a', [], 'Complete'],
      ['b', [], 'Complete'],
      ['c', [], 'Complete'],
    ]);
  });

  it('sums minutes into aligned periods, newest first unless asked otherwise', async () => {
    const from = epoch - HOUR;
    const what: What = ['AWS/ApplicationELB RequestCount', 'Sum', balancer];
    const input = between(from, epoch, [query(what, 'minutes'), query(what, 'fives', 300)]);
    const [minutes, fives] = await ask(client, input);
    expect(minutes?.Values).toHaveLength(60);
    expect(fives?.Timestamps?.map((time) => time.getTime() % (5 * MINUTE))).toEqual(Array(12).fill(0));
    expect(fives?.Values?.[0]).toBe(minutes?.Values?.slice(0, 5).reduce((sum, value) => sum + value, 0));
    const [newest] = await ask(client, { ...input, ScanBy: undefined });
    expect(newest?.Values).toEqual(minutes?.Values?.toReversed());
  });

  it('pages by points without losing or repeating any', async () => {
    const rds = (name: string, id: string) => query([`AWS/RDS ${name}`, 'Average', orders], id);
    const queries = [rds('CPUUtilization', 'a'), rds('Nothing', 'b'), rds('FreeStorageSpace', 'c')];
    const input = between(epoch - HOUR, epoch, queries);
    const whole = await ask(client, input);
    const paged: Record<string, number[]> = {};
    let pages = 0;
    for await (const page of paginateGetMetricData({ client }, { ...input, MaxDatapoints: 25 })) {
      pages++;
      for (const { Id = '', Values = [] } of page.MetricDataResults ?? [])
        paged[Id] = [...(paged[Id] ?? []), ...Values];
    }
    expect(pages).toBe(5);
    expect(paged).toEqual(Object.fromEntries(whole.map(({ Id, Values }) => [Id, Values])));
  });

  it('aggregates all functions of a region without dimensions', async () => {
    const names = ['Invocations', 'Errors', 'Throttles', 'Duration'];
    const all = await ask(
      client,
      between(
        calm,
        calm + 5 * MINUTE,
        names.map((name, index) => query([`AWS/Lambda ${name}`, 'Sum', {}], `q${index}`)),
      ),
    );
    expect(all.map(({ Values }) => Values?.length)).toEqual([5, 5, 5, 5]);
    const one = await mean(
      client,
      ['AWS/Lambda Invocations', 'Sum', { FunctionName: 'orders-created' }],
      calm,
    );
    expect(all[0]?.Values?.[0]).toBeGreaterThan(one);
    expect(all[1]?.Values?.[0]).toBeLessThan((all[0]?.Values?.[0] ?? 0) * 0.05);
  });

  it('takes 500 queries and refuses 501, and a period that is no minute', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        query(['AWS/RDS CPUUtilization', 'Average', orders], `q${index}`),
      );
    expect(await ask(client, between(calm, calm + MINUTE, many(500)))).toHaveLength(500);
    await expect(ask(client, between(calm, calm + MINUTE, many(501)))).rejects.toMatchObject({
      name: 'ValidationException',
      Code: 'ValidationError',
    });
    const odd = query(['AWS/RDS CPUUtilization', 'Average', orders], 'q', 90);
    await expect(ask(client, between(calm, calm + MINUTE, [odd]))).rejects.toThrow(/Period/);
  });
});

it('names the balancers and the queue, page by page', async () => {
  const found = async (Namespace: string, dimension: string) => {
    const values = new Set<string | undefined>();
    for await (const { Metrics = [] } of paginateListMetrics(
      { client },
      { Namespace, Dimensions: [{ Name: dimension }], RecentlyActive: 'PT3H' },
    ))
      for (const { Dimensions } of Metrics) values.add(Dimensions?.[0]?.Value);
    return [...values];
  };
  expect(await found('AWS/ApplicationELB', 'LoadBalancer')).toEqual([
    'app/checkout-api/50dc6c495c0c9188',
    expect.stringMatching(/^app\/pricing-service\/[0-9a-f]{16}$/),
    expect.stringMatching(/^app\/storefront-web\/[0-9a-f]{16}$/),
  ]);
  expect(served.asked.length).toBeGreaterThan(1);
  expect(await found('AWS/SQS', 'QueueName')).toEqual(['order-events']);
});
