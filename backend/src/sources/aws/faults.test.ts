import { Resource, Sample } from '@smartops/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { SourceError } from '../source.ts';
import { AwsAccount } from './aws-account.ts';
import { AwsConfig } from './config.ts';
import { type FakeAnswer, type FakeAnswers, fakeAws, instancesXml, instanceXml } from './fake-aws.fixture.ts';

const now = Date.parse('2026-03-01T12:00:30Z');
const { signal } = new AbortController();
const config = AwsConfig.parse({
  regions: ['eu-west-1'],
  accessKeyId: 'AKIATESTTESTTEST0000',
  secretAccessKey: 's',
  endpoint: 'http://aws.test',
});

const operations = [
  'sts:GetCallerIdentity',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceStatus',
  'rds:DescribeDBInstances',
  'lambda:GET /2015-03-31/functions',
  's3:GET /',
  'cloudfront:GET /2020-05-31/distribution',
  'iam:GetAccountSummary',
  'iam:ListUsers',
  'iam:ListAccountAliases',
  'monitoring:ListMetrics',
  'monitoring:GetMetricData',
];

const text = (body: string, status = 200) => new Response(body, { status });
const faults: Record<string, () => FakeAnswer> = {
  'nothing at all': () => text(''),
  'a sign-in page': () => text('<html><body>Please sign in</body></html>'),
  'bytes of noise': () => text('\u0000\u0001\u0002{{{<<<'),
  'half an XML': () => text('<DescribeInstancesResponse><reservationSet><item>'),
  'half a JSON': () => text('{"Functions":[{"FunctionName":"f'),
  null: () => text('null'),
  'an empty object': () => text('{}'),
  'a list': () => text('[1,2,3]'),
  'wrong types in JSON': () =>
    text(
      '{"Functions":[null,5,{"FunctionName":7,"MemorySize":"big","LastModified":{}}],"Metrics":[null,{"Dimensions":"x"}],"MetricDataResults":[{"Id":7,"Timestamps":["never"],"Values":["x"]}]}',
    ),
  'wrong types in EC2': () =>
    text(instancesXml('<item><instancesSet><item>text</item></instancesSet></item>text')),
  'wrong types in RDS': () =>
    text(
      '<R><DescribeDBInstancesResult><DBInstances><DBInstance><DBInstanceStatus><x/></DBInstanceStatus><InstanceCreateTime>soon</InstanceCreateTime></DBInstance>text</DBInstances></DescribeDBInstancesResult></R>',
    ),
  'a 500': () => text('oops', 500),
  'a 503 in HTML': () => text('<html>Busy</html>', 503),
  'a 418': () => text('', 418),
  'a redirect': () => new Response(null, { status: 301, headers: { location: 'http://elsewhere.test' } }),
  'a failure of the network': () => {
    throw new TypeError('fetch failed');
  },
};

const cases = operations.flatMap((operation) =>
  Object.keys(faults).map((fault) => [operation, fault] as const),
);

it.each(cases)(
  'survives %s answering %s: true figures or a reason, nothing else',
  async (operation, fault) => {
    const answers: FakeAnswers = { [operation]: () => faults[fault]?.() };
    const account = new AwsAccount(config, fakeAws(answers, () => now).tools);

    const batch = await account.collect(undefined, signal).catch((error: unknown) => {
      expect(error).toBeInstanceOf(SourceError);
      return undefined;
    });

    if (!batch) return;
    expect(z.array(Resource).safeParse(batch.resources).error).toBeUndefined();
    expect(z.array(Sample).safeParse(batch.samples).error).toBeUndefined();
    expect(batch.resources.filter(({ kind }) => kind === 'aws.service').length).toBeGreaterThanOrEqual(5);
    const isOptional = operation === 'monitoring:GetMetricData';
    expect(batch.problems.length > 0 || isOptional || batch.complete.includes('aws.service')).toBe(true);
  },
);

it('loses only the figures of the service that hangs', async () => {
  const hang = new Promise<never>(() => {});
  const { tools } = fakeAws({ 'ec2:DescribeInstances': () => instancesXml(instanceXml('i-1')) }, () => now);
  const hanging: typeof fetch = async (input, init) => {
    const body = init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : `${init?.body}`;
    if (!body.includes('DescribeDBInstances')) return await tools.fetch(input, init);
    const aborted = new Promise<never>((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
    return await Promise.race([hang, aborted]);
  };
  const limits = { listingsMs: 300, metricsMs: 300 };
  const account = new AwsAccount(config, { ...tools, fetch: hanging }, limits);

  const batch = await account.collect(undefined, signal);

  expect(batch.problems).toEqual([
    {
      part: 'rds',
      reason: 'unreachable',
      message: 'rds:DescribeDBInstances in eu-west-1: no complete answer in time',
      fix: null,
    },
  ]);
  expect(batch.complete).toContain('aws.ec2.instance');
});
