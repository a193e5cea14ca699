import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
import type { DBInstance } from '@aws-sdk/client-rds';
import { AwsServiceAttributes, type Resource } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { Place } from './place.ts';
import { balancerSubject } from './signals-discovered.ts';
import { ec2Resources, ec2Service } from './signals-ec2.ts';
import { cloudfrontService, s3Service } from './signals-global.ts';
import { iamService } from './signals-iam.ts';
import { lambdaService } from './signals-lambda.ts';
import { rdsResources, rdsService } from './signals-rds.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

function place(latest: Record<string, number> = {}): Place {
  return {
    connectionId: 'aws',
    account: 'harbor-goods',
    hasConsole: true,
    now,
    latest: (resourceId, metric) => latest[`${resourceId} ${metric}`],
  };
}

const running = (id: string): Instance => ({ InstanceId: id, State: { Name: 'running' } });
const region = 'eu-west-1';
const attributesOf = (resource: Resource) => AwsServiceAttributes.parse(resource.attributes);
const ec2 = (items: Instance[], statuses: InstanceStatus[] | undefined) =>
  attributesOf(ec2Service([{ region, items, statuses }], place()));

it('counts instances, not reservations, and leaves out the terminated', () => {
  const gone: Instance = { InstanceId: 'i-3', State: { Name: 'terminated' } };

  expect(ec2([running('i-1'), running('i-2'), gone], [])).toMatchObject({
    instances: 2,
    status: 'healthy',
    facts: ['2 of 2 running'],
  });
});

it('calls EC2 critical for impaired checks, of the system, the instance or its disks', () => {
  for (const check of ['SystemStatus', 'InstanceStatus', 'AttachedEbsStatus']) {
    const status = { InstanceId: 'i-1', [check]: { Status: 'impaired' } };
    expect(ec2([running('i-1')], [status])).toMatchObject({
      status: 'critical',
      facts: ['1 with impaired checks', '1 of 1 running'],
    });
  }
});

it('warns of scheduled events to come, not of those that are over', () => {
  const event = (Description: string) => [{ InstanceId: 'i-1', Events: [{ Description }] }];

  expect(ec2([running('i-1')], event('The instance is scheduled for retirement')).status).toBe('warning');
  expect(ec2([running('i-1')], event('[Completed] Reboot')).status).toBe('healthy');
});

it('does not call EC2 healthy when the checks cannot be read', () => {
  expect(ec2([running('i-1')], undefined)).toMatchObject({
    status: 'warning',
    facts: ['1 of 1 running', 'status checks cannot be read'],
  });
});

it('calls a fleet in which nothing runs offline, and an empty one healthy', () => {
  expect(ec2([{ InstanceId: 'i-1', State: { Name: 'stopped' } }], []).status).toBe('offline');
  expect(ec2([], []).status).toBe('healthy');
});

it('names an instance by its tag and links to the console of its region', () => {
  const tags = [
    { Key: 'Name', Value: 'checkout-1' },
    { Key: 'Service', Value: 'checkout-api' },
    { Key: 'Secret', Value: 'x' },
  ];

  const [resource] = ec2Resources(
    [{ region, items: [{ ...running('i-1'), InstanceType: 'm6i.large', Tags: tags }], statuses: [] }],
    place(),
  );

  expect(resource).toMatchObject({ id: 'aws:ec2:i-1', name: 'checkout-1', state: 'running' });
  expect(resource?.attributes).toEqual({ type: 'm6i.large', service: 'checkout-api' });
  expect(resource?.url).toContain('https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1');
});

it.each([
  ['available', 'healthy', '1 of 1 available'],
  ['backing-up', 'healthy', '1 of 1 available'],
  ['storage-full', 'critical', '1 storage-full'],
  ['failed', 'critical', '1 failed'],
  ['incompatible-parameters', 'critical', '1 incompatible-parameters'],
  ['rebooting', 'warning', '0 of 1 available'],
  ['stopped', 'offline', '0 of 1 available'],
])('judges a database that is %s as %s', (state, status, fact) => {
  const items: DBInstance[] = [{ DBInstanceIdentifier: 'orders', DBInstanceStatus: state }];

  const attributes = attributesOf(rdsService([{ region, items }], place()));

  expect([attributes.status, attributes.facts[0]]).toEqual([status, fact]);
  expect(rdsResources([{ region, items }], place())[0]).toMatchObject({
    id: 'aws:rds:eu-west-1:orders',
    state,
  });
});

it('warns of throttles and errors of functions, by the latest figures', () => {
  const lambda = (latest: Record<string, number>) =>
    attributesOf(lambdaService([{ region, items: [{ FunctionName: 'f' }] }], place(latest)));
  const id = 'aws:service:lambda';

  expect(lambda({})).toMatchObject({ instances: 1, status: 'healthy', facts: [] });
  expect(lambda({ [`${id} throttles.per-minute`]: 3 })).toMatchObject({
    status: 'warning',
    facts: ['3\u00a0/min throttled'],
  });
  expect(lambda({ [`${id} errors.percent`]: 12.34, [`${id} invocations.per-minute`]: 1_184 })).toMatchObject({
    status: 'critical',
    facts: ['12.3\u00a0% errors', '1,184\u00a0/min invocations'],
  });
});

it('judges CloudFront by its worst distribution', () => {
  const items = [
    { Id: 'E1', Enabled: true },
    { Id: 'E2', Enabled: true },
  ] as never;
  const latest = { 'aws:cloudfront:E1 http.5xx.percent': 0.1, 'aws:cloudfront:E2 http.5xx.percent': 1.5 };

  expect(attributesOf(cloudfrontService(items, place(latest)))).toMatchObject({
    status: 'warning',
    facts: ['5xx 1.5\u00a0%', '2 of 2 enabled'],
  });
});

it('does not count a bucket that was not checked as open', () => {
  const buckets = [{ Name: 'a' }, { Name: 'b' }];

  expect(attributesOf(s3Service(buckets, () => undefined, place()))).toMatchObject({
    status: 'healthy',
    facts: ['2 not checked'],
  });
});

it('warns of a root user with keys or without MFA', () => {
  const iam = (summary: Record<string, number>) =>
    attributesOf(iamService({ users: [], keysOf: () => [], summary }, place())).facts;

  expect(iam({ AccountAccessKeysPresent: 1, AccountMFAEnabled: 0 })).toEqual([
    'root has access keys',
    'root has no MFA',
  ]);
  expect(iam({ AccountAccessKeysPresent: 0, AccountMFAEnabled: 1 })).toEqual([]);
});

it('knows application load balancers by their readable name, and nothing else as one', () => {
  expect(balancerSubject('app/checkout-api/50dc', region, place())?.resourceId).toBe(
    'aws:lb:eu-west-1:checkout-api:50dc',
  );
  expect(balancerSubject('net/ledger/1', region, place())).toBeUndefined();
});
