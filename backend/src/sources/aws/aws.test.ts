import { expect, it } from 'vitest';
import { ec2Refusal, instancesXml, instanceXml, lacks, refusal } from './fake-aws.fixture.ts';
import { connect, minute, named, service, signal } from './watch.fixture.ts';

it('proves the credentials with one call', async () => {
  const { connection, calls } = connect({});

  await connection.check(signal);

  expect(calls.map(({ what }) => what)).toEqual(['sts:GetCallerIdentity']);
});

it('knows an empty account as empty, with every service counted', async () => {
  const batch = await connect({}).collect();

  const services = batch.resources.filter(({ kind }) => kind === 'aws.service');
  expect(services.map(({ name, attributes }) => [name, attributes.instances])).toEqual([
    ['EC2', 0],
    ['RDS', 0],
    ['S3', 0],
    ['Lambda', 0],
    ['CloudFront', 0],
    ['IAM', 0],
  ]);
  expect(named(batch, 'aws:test:account')).toMatchObject({
    name: 'harbor-goods',
    attributes: { account: '123456789012', user: 'smartops-read' },
  });
  expect(batch.problems).toEqual([]);
  expect(batch.complete).toContain('aws.service');
});

it('reads every page and every region', async () => {
  const { collect } = connect(
    {
      'ec2:DescribeInstances': ({ params, region }) =>
        params.get('NextToken')
          ? instancesXml(instanceXml(`i-2-${region}`, 'stopped'))
          : instancesXml(instanceXml(`i-1-${region}`), 'more'),
    },
    ['eu-west-1', 'us-east-1'],
  );

  const batch = await collect();

  expect(service(batch, 'ec2')).toMatchObject({
    instances: 4,
    status: 'healthy',
    facts: ['2 of 4 running', '2 stopped'],
  });
  expect(named(batch, 'aws:test:service:ec2')?.region).toBe('eu-west-1, us-east-1');
  expect(named(batch, 'aws:test:ec2:i-2-us-east-1')).toMatchObject({ region: 'us-east-1', state: 'stopped' });
});

it('shows one refused service as a problem with the statement to paste, and the others as they are', async () => {
  const { collect } = connect({
    'rds:DescribeDBInstances': () => refusal('AccessDenied', lacks('rds:DescribeDBInstances')),
    'ec2:DescribeInstances': () => instancesXml(instanceXml('i-1')),
  });

  const batch = await collect();

  expect(batch.problems).toEqual([
    {
      part: 'rds',
      reason: 'forbidden',
      message: 'smartops-read lacks rds:DescribeDBInstances in eu-west-1',
      fix: JSON.stringify({ Effect: 'Allow', Action: ['rds:DescribeDBInstances'], Resource: '*' }, null, 2),
    },
  ]);
  expect(service(batch, 'rds')).toBeUndefined();
  expect(service(batch, 'ec2')).toMatchObject({ instances: 1 });
  expect(batch.complete).toContain('aws.ec2.instance');
  expect(batch.complete).not.toContain('aws.rds.instance');
  expect(batch.complete).not.toContain('aws.service');
});

it('names all regions of one and the same refusal in one problem', async () => {
  const { collect } = connect({ 'ec2:DescribeInstances': () => ec2Refusal('UnauthorizedOperation') }, [
    'eu-west-1',
    'us-east-1',
  ]);

  const { problems } = await collect();

  expect(problems.map(({ message }) => message)).toEqual([
    'This AWS user or role lacks ec2:DescribeInstances in eu-west-1, us-east-1',
  ]);
});

it('counts the regions that answer and says which, until one that answered before falls away', async () => {
  let isDenied = false;
  const regions = ['eu-west-1', 'us-east-1', 'eu-north-1'];
  const { collect, clock } = connect(
    {
      'ec2:DescribeInstances': ({ region }) =>
        region === 'eu-north-1' || (isDenied && region === 'us-east-1')
          ? ec2Refusal('UnauthorizedOperation')
          : instancesXml(instanceXml(`i-${region}`)),
    },
    regions,
  );

  const before = await collect();
  isDenied = true;
  clock.now += 6 * minute;
  const after = await collect(before.cursor);

  expect(named(before, 'aws:test:service:ec2')).toMatchObject({
    region: 'eu-west-1, us-east-1',
    attributes: { instances: 2 },
  });
  expect(named(after, 'aws:test:service:ec2')).toBeUndefined();
  expect(named(after, 'aws:test:ec2:i-eu-west-1')).toBeDefined();
  expect(after.complete).not.toContain('aws.ec2.instance');
});

it('fails as a whole, at the first call, when the credentials are wrong', async () => {
  const { collect, calls } = connect({ 'sts:GetCallerIdentity': () => refusal('InvalidClientTokenId') });

  await expect(collect()).rejects.toMatchObject({ reason: 'unauthorized' });
  expect(calls).toHaveLength(1);
});

it('fails as a whole, with the whole policy to paste, when nothing may be read', async () => {
  const denied = () => refusal('AccessDenied', lacks('x:Y'));
  const all = ['rds:DescribeDBInstances', 'iam:GetAccountSummary', 'iam:ListUsers', 'iam:ListAccountAliases'];
  const { collect } = connect({
    ...Object.fromEntries(all.map((what) => [what, denied])),
    'ec2:DescribeInstances': () => ec2Refusal('UnauthorizedOperation'),
    'ec2:DescribeInstanceStatus': () => ec2Refusal('UnauthorizedOperation'),
    'lambda:GET /2015-03-31/functions': () =>
      Response.json({ __type: 'AccessDeniedException' }, { status: 403 }),
    's3:GET /': () => refusal('AccessDenied'),
    'cloudfront:GET /2020-05-31/distribution': () => refusal('AccessDenied'),
    'monitoring:ListMetrics': () => Response.json({ __type: 'AccessDenied' }, { status: 400 }),
  });

  await expect(collect()).rejects.toMatchObject({
    reason: 'forbidden',
    fix: expect.stringContaining('"s3:GetBucketPublicAccessBlock"'),
  });
});

it('keeps listings for five minutes and the checks for one', async () => {
  const { collect, asked, clock } = connect({});
  const first = await collect();
  clock.now += 2 * minute;
  await collect(first.cursor);

  expect(asked('ec2:DescribeInstances')).toHaveLength(1);
  expect(asked('ec2:DescribeInstanceStatus')).toHaveLength(2);

  clock.now += 4 * minute;
  await collect(first.cursor);
  expect(asked('ec2:DescribeInstances')).toHaveLength(2);
  expect(asked('sts:GetCallerIdentity')).toHaveLength(1);
});

it('checks every bucket once an hour, wherever it lives, and tells open from unknown', async () => {
  const { collect, calls, clock } = connect({
    's3:GET /': () =>
      `<ListAllMyBucketsResult><Buckets>${['closed', 'open', 'hidden'].map((name) => `<Bucket><Name>${name}</Name><BucketRegion>eu-north-1</BucketRegion></Bucket>`).join('')}</Buckets></ListAllMyBucketsResult>`,
    's3:GET /closed': () =>
      `<PublicAccessBlockConfiguration>${['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((flag) => `<${flag}>true</${flag}>`).join('')}</PublicAccessBlockConfiguration>`,
    's3:GET /open': () =>
      new Response('<Error><Code>NoSuchPublicAccessBlockConfiguration</Code></Error>', { status: 404 }),
    's3:GET /hidden': () => new Response('<Error><Code>AccessDenied</Code></Error>', { status: 403 }),
  });

  const batch = await collect();
  clock.now += 4 * minute;
  const again = await collect(batch.cursor);

  expect(service(batch, 's3')).toMatchObject({
    instances: 3,
    status: 'warning',
    facts: ['1 without public access block', '1 of 3 block public access', '1 not checked'],
  });
  expect(named(batch, 'aws:test:s3:hidden')?.attributes).not.toHaveProperty('blocksPublicAccess');
  expect(batch.problems).toMatchObject([{ part: 's3', reason: 'forbidden' }]);
  expect(again.problems).toEqual(batch.problems);
  expect(calls.filter(({ url }) => url.pathname.startsWith('/closed')).map(({ region }) => region)).toEqual([
    'eu-north-1',
  ]);
});

it('shows keys by their last four characters and counts the old ones', async () => {
  const key = (id: string, status: string, date: string) =>
    `<member><UserName>ci</UserName><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>${date}</CreateDate></member>`;
  const { collect } = connect({
    'iam:ListUsers': () =>
      '<R><ListUsersResult><Users><member><UserName>ci</UserName></member></Users></ListUsersResult></R>',
    'iam:ListAccessKeys': () =>
      `<R><ListAccessKeysResult><AccessKeyMetadata>${key('AKIAIOSFODNN7EXAMPLE', 'Active', '2025-11-01T00:00:00Z')}${key('AKIAIOSFODNN7EXAMOFF', 'Inactive', '2020-01-01T00:00:00Z')}</AccessKeyMetadata></ListAccessKeysResult></R>`,
  });

  const batch = await collect();

  expect(named(batch, 'aws:test:iam:ci:MPLE')).toMatchObject({
    state: 'Active',
    attributes: { ageDays: 120 },
  });
  expect(JSON.stringify(batch)).not.toContain('AKIAIOSFODNN7');
  expect(service(batch, 'iam')).toMatchObject({
    instances: 1,
    status: 'warning',
    facts: ['1 active key older than 90 days', '1 active key'],
  });
});

it('counts an answer that is no list as malformed, never as none', async () => {
  const { collect } = connect({
    'rds:DescribeDBInstances': () => '<html><body>Please sign in</body></html>',
  });

  const batch = await collect();

  expect(batch.problems).toMatchObject([{ part: 'rds', reason: 'malformed' }]);
  expect(service(batch, 'rds')).toBeUndefined();
});
