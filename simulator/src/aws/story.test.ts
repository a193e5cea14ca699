import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, HOUR, MINUTE } from '../world/world.ts';
import { balancer, mean, orders, type What } from './asking.fixture.ts';
import { distributions } from './distributions.ts';
import { awsPart } from './index.ts';
import { moments, type Served, serve } from './served.fixture.ts';

const epoch = Date.parse('2026-11-24T13:55:00Z');
let now: number;
let served: Served;
let client: CloudWatchClient;
let calm: number;
let failing: number;
let ended: number;

beforeEach(async () => {
  const world = createWorld('test', epoch, () => now);
  ({ calm, failing, ended } = moments(world));
  now = ended;
  served = await serve(awsPart(world));
  client = new CloudWatchClient(served.settings);
});
afterEach(() => served.close());

async function failedPercent(at: number) {
  const failed = await mean(client, ['AWS/ApplicationELB HTTPCode_Target_5XX_Count', 'Sum', balancer], at);
  return (100 * failed) / (await mean(client, ['AWS/ApplicationELB RequestCount', 'Sum', balancer], at));
}

describe('the story', () => {
  it('fails checkout requests only while it lasts', async () => {
    expect(await failedPercent(calm)).toBeLessThan(0.6);
    expect(await failedPercent(failing)).toBeCloseTo(4.8, 0);
    expect(await failedPercent(ended)).toBeNaN();
    now = ended + 10 * MINUTE;
    expect(await failedPercent(ended)).toBeLessThan(0.6);
    const requests = await mean(client, ['AWS/ApplicationELB RequestCount', 'Sum', balancer], failing);
    expect(requests).toBeGreaterThan(1_000);
    expect(requests).toBeLessThan(1_400);
  });

  it('slows checkout down', async () => {
    const time = (stat: string, at: number) =>
      mean(client, ['AWS/ApplicationELB TargetResponseTime', stat, balancer], at);
    expect(await time('p50', calm)).toBeCloseTo(0.096, 1);
    expect(await time('p95', calm)).toBeCloseTo(0.62, 1);
    expect(await time('p99', calm)).toBeCloseTo(0.9, 0);
    expect(await time('p95', failing)).toBeCloseTo(2.4, 0);
    expect(await time('p99', failing)).toBeGreaterThan(2.7);
    const average = await time('Average', calm);
    expect(average).toBeGreaterThan(await time('Minimum', calm));
    expect(average).toBeLessThan(await time('p95', calm));
  });

  it('takes all connections of orders-db and leaves its disk to fill slowly', async () => {
    const rds = (name: string, at: number) => mean(client, [`AWS/RDS ${name}`, 'Average', orders], at);
    expect(await rds('DatabaseConnections', calm)).toBeLessThan(135);
    expect(await rds('DatabaseConnections', failing)).toBe(200);
    expect((await rds('FreeStorageSpace', calm)) / 2 ** 30).toBeCloseTo(212, 0);
    expect(await rds('FreeStorageSpace', calm)).toBeLessThan(await rds('FreeStorageSpace', calm - 24 * HOUR));
    expect(await rds('CPUUtilization', calm)).toBeLessThan(50);
  });

  it('makes the events of orders wait', async () => {
    const waiting: What = [
      'AWS/SQS ApproximateNumberOfMessagesVisible',
      'Average',
      { QueueName: 'order-events' },
    ];
    expect(await mean(client, waiting, calm)).toBeLessThan(450);
    expect(await mean(client, waiting, failing)).toBeGreaterThan(2_500);
  });

  it('shows at the edge, in us-east-1 only', async () => {
    const there = new CloudWatchClient({ ...served.settings, region: 'us-east-1' });
    const edge = { DistributionId: distributions[1]?.id ?? '', Region: 'Global' };
    const failed: What = ['AWS/CloudFront 5xxErrorRate', 'Average', edge];
    expect(await mean(there, failed, calm)).toBeLessThan(1);
    expect(await mean(there, failed, failing)).toBeGreaterThan(3);
    expect(await mean(client, failed, failing)).toBeNaN();
  });
});
