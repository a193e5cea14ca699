import { CloudFrontClient, paginateListDistributions } from '@aws-sdk/client-cloudfront';
import {
  GetAccountSummaryCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  paginateListRoles,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import {
  GetBucketLocationCommand,
  GetPublicAccessBlockCommand,
  paginateListBuckets,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, DAY } from '../world/world.ts';
import { awsPart } from './index.ts';
import { all } from './paged.fixture.ts';
import { type Served, serve } from './served.fixture.ts';

const epoch = Date.parse('2026-11-24T12:00:00Z');
let served: Served;

beforeEach(async () => {
  served = await serve(awsPart(createWorld('test', epoch, () => epoch)));
});
afterEach(() => served.close());

it('knows who asks', async () => {
  const answer = await new STSClient(served.settings).send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({
    Account: '418230014477',
    Arn: 'arn:aws:iam::418230014477:user/smartops-read',
  });
  expect(served.asked).toEqual(['aws.sts.GetCallerIdentity']);
});

it('lists 41 buckets, 3 of which do not block public access', async () => {
  const client = new S3Client({ ...served.settings, forcePathStyle: true });
  const buckets = await all(paginateListBuckets({ client, pageSize: 1_000 }, {}), ({ Buckets }) => Buckets);
  expect(buckets).toHaveLength(41);
  const answers = await Promise.all(
    buckets.map(({ Name }) =>
      client.send(new GetPublicAccessBlockCommand({ Bucket: Name })).then(
        (answer) => answer.PublicAccessBlockConfiguration?.BlockPublicPolicy,
        (error: Error) => error.name,
      ),
    ),
  );
  expect(answers.filter((answer) => answer === 'NoSuchPublicAccessBlockConfiguration')).toHaveLength(3);
  expect(answers.filter((answer) => answer === true)).toHaveLength(38);
});

it('tells where a bucket lies, and that another does not exist', async () => {
  const client = new S3Client({ ...served.settings, forcePathStyle: true });
  const where = (Bucket: string) => client.send(new GetBucketLocationCommand({ Bucket }));
  expect((await where('harbor-goods-logs-prod')).LocationConstraint).toBe('eu-west-1');
  await expect(where('nobodys-bucket')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

it('lists 4 distributions', async () => {
  const pages = { client: new CloudFrontClient(served.settings), pageSize: 100 };
  const found = await all(
    paginateListDistributions(pages, {}),
    ({ DistributionList }) => DistributionList?.Items,
  );
  expect(found).toHaveLength(4);
  expect(found[0]).toMatchObject({ Enabled: true, Aliases: { Items: ['www.harbor-goods.example'] } });
});

it('lists 14 users with keys, 2 of them older than 90 days, and 118 roles', async () => {
  const client = new IAMClient(served.settings);
  const users = await all(paginateListUsers({ client, pageSize: 500 }, {}), ({ Users }) => Users);
  const roles = await all(paginateListRoles({ client, pageSize: 500 }, {}), ({ Roles }) => Roles);
  expect([users.length, roles.length]).toEqual([14, 118]);
  const keys = await Promise.all(
    users.map(
      async ({ UserName }) => (await client.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata,
    ),
  );
  const ages = keys.flat().map((key) => (epoch - (key?.CreateDate?.getTime() ?? 0)) / DAY);
  expect(ages).toHaveLength(14);
  expect(ages.filter((age) => age > 90)).toHaveLength(2);
});

it('sums the account up', async () => {
  const client = new IAMClient(served.settings);
  const { SummaryMap } = await client.send(new GetAccountSummaryCommand({}));
  const { AccountAliases } = await client.send(new ListAccountAliasesCommand({}));
  expect(SummaryMap).toMatchObject({
    Users: 14,
    Roles: 118,
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
  });
  expect(AccountAliases).toEqual(['harbor-goods']);
});
