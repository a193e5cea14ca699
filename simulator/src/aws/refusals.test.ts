import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../world/world.ts';
import { awsPart } from './index.ts';
import { type Served, serve } from './served.fixture.ts';

const epoch = Date.parse('2026-11-24T12:00:00Z');
let served: Served;

beforeEach(async () => {
  served = await serve(awsPart(createWorld('test', epoch, () => epoch)));
});
afterEach(() => served.close());

const calls = {
  'cloudfront:ListDistributions': () =>
    new CloudFrontClient(served.settings).send(new ListDistributionsCommand({})),
  'cloudwatch:ListMetrics': () => new CloudWatchClient(served.settings).send(new ListMetricsCommand({})),
  'ec2:DescribeInstances': () => new EC2Client(served.settings).send(new DescribeInstancesCommand({})),
  'iam:ListUsers': () => new IAMClient(served.settings).send(new ListUsersCommand({})),
  'lambda:ListFunctions': () => new LambdaClient(served.settings).send(new ListFunctionsCommand({})),
  'rds:DescribeDBInstances': () => new RDSClient(served.settings).send(new DescribeDBInstancesCommand({})),
  's3:ListAllMyBuckets': () => new S3Client(served.settings).send(new ListBucketsCommand({})),
};

const throttled: Record<keyof typeof calls, string> = {
  'cloudfront:ListDistributions': 'Throttling',
  'cloudwatch:ListMetrics': 'Throttling',
  'ec2:DescribeInstances': 'RequestLimitExceeded',
  'iam:ListUsers': 'Throttling',
  'lambda:ListFunctions': 'TooManyRequestsException',
  'rds:DescribeDBInstances': 'Throttling',
  's3:ListAllMyBuckets': 'SlowDown',
};

describe.each(Object.keys(calls) as (keyof typeof calls)[])('%s', (action) => {
  it('is denied by the name of the user and the action', async () => {
    served.refuse('denied');
    const error: Error = await calls[action]().then(Object, (thrown) => thrown);
    expect(error.name).toMatch(/^(?:AccessDenied|UnauthorizedOperation)/);
    expect(error.message).toContain('User: arn:aws:iam::418230014477:user/smartops-read is not authorized');
    expect(error.message).toContain(`perform: ${action}`);
    expect(error.message).toContain(`no identity-based policy allows the ${action} action`);
  });

  it('is throttled in the words of its service', async () => {
    served.refuse('throttled');
    await expect(calls[action]()).rejects.toMatchObject({ name: throttled[action] });
  });

  it('breaks with 500', async () => {
    served.refuse('broken');
    await expect(calls[action]()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  });
});

describe('a request that is not signed', () => {
  it.each([
    [
      'a query',
      { method: 'POST', body: 'Action=DescribeDBInstances&Version=2014-10-31' },
      '/',
      '<Code>MissingAuthenticationToken</Code>',
    ],
    [
      'JSON',
      {
        method: 'POST',
        body: '{}',
        headers: { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' },
      },
      '/',
      '#MissingAuthenticationTokenException',
    ],
    [
      'EC2',
      { method: 'POST', body: 'Action=DescribeInstances&Version=2016-11-15' },
      '/',
      '<Errors><Error><Code>MissingAuthenticationToken</Code>',
    ],
    ['a listing of functions', { method: 'GET' }, '/2015-03-31/functions/', 'Missing Authentication Token'],
  ])('is refused in the form of %s', async (_name, init, path, expected) => {
    const reply = await fetch(`${served.settings.endpoint}${path}`, init);
    expect(reply.status).toBe(403);
    expect((await reply.text()).toLowerCase()).toContain(expected.toLowerCase());
  });
});

it('takes no token that it did not give', async () => {
  const asking = new EC2Client(served.settings).send(new DescribeInstancesCommand({ NextToken: 'bm9uZQ==' }));
  await expect(asking).rejects.toMatchObject({ name: 'InvalidNextToken' });
});
