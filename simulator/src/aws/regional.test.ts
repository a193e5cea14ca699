import {
  DescribeRegionsCommand,
  EC2Client,
  paginateDescribeInstanceStatus,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld } from '../world/world.ts';
import { awsPart } from './index.ts';
import { all } from './paged.fixture.ts';
import { type Served, serve } from './served.fixture.ts';

const epoch = Date.parse('2026-11-24T12:00:00Z');
const elsewhere = () => ({ ...served.settings, region: 'us-east-1' });
let served: Served;

beforeEach(async () => {
  served = await serve(awsPart(createWorld('test', epoch, () => epoch)));
});
afterEach(() => served.close());

it('lists 24 instances, 23 running, several a reservation', async () => {
  const pages = { client: new EC2Client(served.settings), pageSize: 1_000 };
  const reservations = await all(paginateDescribeInstances(pages, {}), ({ Reservations }) => Reservations);
  const far = paginateDescribeInstances({ client: new EC2Client(elsewhere()), pageSize: 1_000 }, {});
  const others = await all(far, ({ Reservations }) => Reservations, 1);
  const instances = [...reservations, ...others].flatMap(({ Instances = [] }) => Instances);
  expect(instances).toHaveLength(24);
  expect(new Set(instances.map(({ InstanceId }) => InstanceId)).size).toBe(24);
  expect(instances.filter(({ State }) => State?.Name === 'running')).toHaveLength(23);
  expect(reservations[0]?.Instances?.length).toBeGreaterThan(1);
  expect(instances[0]?.Tags).toContainEqual({ Key: 'Service', Value: 'checkout-api' });
  expect(instances[0]?.LaunchTime?.getTime()).toBeLessThan(epoch);
});

it('tells the status of every running instance and of one scheduled event', async () => {
  const pages = { client: new EC2Client(served.settings), pageSize: 1_000 };
  const found = await all(paginateDescribeInstanceStatus(pages, {}), (page) => page.InstanceStatuses);
  expect(found).toHaveLength(20);
  expect(found.every(({ SystemStatus }) => SystemStatus?.Status === 'ok')).toBe(true);
  const events = found.flatMap(({ Events = [] }) => Events);
  expect(events).toHaveLength(1);
  expect(events[0]?.NotBefore?.getTime()).toBeGreaterThan(epoch);
});

it('lists both regions', async () => {
  const { Regions } = await new EC2Client(served.settings).send(new DescribeRegionsCommand({}));
  expect(Regions?.map(({ RegionName }) => RegionName)).toEqual(['eu-west-1', 'us-east-1']);
});

it('lists 7 databases', async () => {
  const pages = { client: new RDSClient(served.settings), pageSize: 100 };
  const here = await all(paginateDescribeDBInstances(pages, {}), ({ DBInstances }) => DBInstances);
  const far = paginateDescribeDBInstances({ client: new RDSClient(elsewhere()) }, {});
  const there = await all(far, ({ DBInstances }) => DBInstances, 1);
  expect(here.length + there.length).toBe(7);
  expect(here[0]).toMatchObject({ DBInstanceIdentifier: 'orders-db', MultiAZ: true, AllocatedStorage: 500 });
  expect(here[0]?.TagList).toContainEqual({ Key: 'Environment', Value: 'production' });
});

it('lists 63 functions', async () => {
  const pages = { client: new LambdaClient(served.settings), pageSize: 50 };
  const here = await all(paginateListFunctions(pages, {}), ({ Functions }) => Functions);
  const far = paginateListFunctions({ client: new LambdaClient(elsewhere()), pageSize: 50 }, {});
  const there = await all(far, ({ Functions }) => Functions, 1);
  expect(here.length + there.length).toBe(63);
  expect(Date.parse(here[0]?.LastModified ?? '')).toBeLessThan(epoch);
});
