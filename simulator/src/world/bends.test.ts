import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { balancer, mean } from '../aws/asking.fixture.ts';
import { type Simulator, startSimulator } from '../index.ts';
import { MINUTE } from './world.ts';

const epoch = Date.parse('2026-11-24T13:55:00Z');
let now: number;
let simulator: Simulator;
let client: CloudWatchClient;

beforeEach(async () => {
  now = epoch + 90_000;
  simulator = await startSimulator({ epoch, now: () => now });
  client = new CloudWatchClient({
    ...{ endpoint: simulator.awsUrl, region: 'eu-west-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
});
afterEach(() => simulator.close());

const strain = (method: 'POST' | 'DELETE', body?: object) =>
  fetch(`${simulator.url}/_simulator/strain`, { method, ...(body && { body: JSON.stringify(body) }) });

async function failedPercent(minute: number) {
  const ask = (name: string) => mean(client, [`AWS/ApplicationELB ${name}`, 'Sum', balancer], minute, 1);
  return (100 * (await ask('HTTPCode_Target_5XX_Count'))) / (await ask('RequestCount'));
}

it('bends the minutes from the one that runs, and leaves those before as they were', async () => {
  expect((await strain('POST', { errors: 1 })).status).toBe(200);
  now += MINUTE;
  expect(await failedPercent(epoch)).toBeLessThan(1);
  expect(await failedPercent(epoch + MINUTE)).toBeGreaterThan(4);
  await strain('POST', {});
  now += MINUTE;
  expect(await failedPercent(epoch + MINUTE)).toBeGreaterThan(4);
  expect(await failedPercent(epoch + 2 * MINUTE)).toBeLessThan(1);
});

it('lets the story speak again', async () => {
  await strain('POST', {});
  now += 15 * MINUTE;
  expect(await failedPercent(epoch + 14 * MINUTE)).toBeLessThan(1);
  await strain('DELETE');
  now += 2 * MINUTE;
  expect(await failedPercent(epoch + 17 * MINUTE)).toBeGreaterThan(4);
});

it.each([{ errors: 2 }, { errors: -1 }, { errors: '1' }, { latency: 1 }])(
  'refuses %j as a strain',
  async (written) => {
    expect((await strain('POST', written)).status).toBe(400);
  },
);
