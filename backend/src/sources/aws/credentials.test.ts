import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AwsConfig } from './config.ts';
import { type FakeAnswers, fakeAws, refusal } from './fake-aws.fixture.ts';
import { aws } from './index.ts';

const { signal } = new AbortController();
const keys = { accessKeyId: 'AKIATESTTESTTEST0000', secretAccessKey: 's' };
const role = { roleArn: 'arn:aws:iam::210987654321:role/ops/smartops-read', externalId: 'harbor-7' };
const minute = 60_000;

function answers(endsAt: () => number, more: FakeAnswers = {}): FakeAnswers {
  let count = 0;
  return {
    'sts:AssumeRole': () => {
      count++;
      return `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE${count}</AccessKeyId>
        <SecretAccessKey>r</SecretAccessKey><SessionToken>t${count}</SessionToken>
        <Expiration>${new Date(endsAt()).toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
    },
    ...more,
  };
}

function open(config: object, given: FakeAnswers) {
  const { tools, calls } = fakeAws(given, Date.now);
  const headers: Headers[] = [];
  const fetching: typeof fetch = (input, init) => {
    headers.push(new Headers(init?.headers));
    return tools.fetch(input, init);
  };
  const whole = { regions: ['eu-west-1', 'us-east-1'], endpoint: 'http://aws.test', ...config };
  const connection = aws.connect(whole, { ...tools, fetch: fetching });
  /** Under which key each call was signed. */
  const signedBy = () =>
    calls.map(({ what }, i) => [what, /Credential=(\w+)/.exec(headers[i]?.get('authorization') ?? '')?.[1]]);
  return { connection, calls, signedBy };
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aws-profile-'));
  writeFileSync(
    join(folder, 'config'),
    '[profile readers]\naws_access_key_id = AKIAOFTHEPROFILE\naws_secret_access_key = p\n',
  );
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('takes the role once for all it asks, with the external id, and asks as the role', async () => {
  const { connection, calls, signedBy } = open(
    { ...keys, ...role },
    answers(() => Date.now() + 60 * minute),
  );
  await connection.check(signal);
  await connection.collect(undefined, signal);

  const taken = calls.filter(({ what }) => what === 'sts:AssumeRole');
  expect(taken).toHaveLength(1);
  expect(Object.fromEntries(taken[0]?.params ?? [])).toMatchObject({
    RoleArn: role.roleArn,
    ExternalId: 'harbor-7',
    RoleSessionName: 'smartops-agent',
  });
  const [first, ...others] = signedBy();
  expect(first).toEqual(['sts:AssumeRole', keys.accessKeyId]);
  expect(new Set(others.map(([, key]) => key))).toEqual(new Set(['ASIAROLE1']));
});

it('takes the role anew before its keys end', async () => {
  const { connection, calls } = open(
    { ...keys, ...role },
    answers(() => Date.now() + 4 * minute),
  );
  await connection.check(signal);
  await connection.check(signal);
  expect(calls.filter(({ what }) => what === 'sts:AssumeRole').length).toBeGreaterThan(1);
});

it('says who may not take the role, with the statement for its trust policy', async () => {
  const said = `User: arn:aws:sts::123456789012:assumed-role/server/i-1 is not authorized to perform: sts:AssumeRole on resource: ${role.roleArn}`;
  const refused = { 'sts:AssumeRole': () => refusal('AccessDenied', said) };
  const { connection } = open({ ...keys, ...role }, refused);

  const error = await connection.check(signal).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    reason: 'forbidden',
    message: 'server may not take the role smartops-read',
    fix: expect.stringContaining('"sts:ExternalId": "harbor-7"'),
  });
  expect(Object(error).fix).toContain('"AWS": "arn:aws:iam::123456789012:role/server"');
});

it('asks with the keys of a profile of the server, also to take a role', async () => {
  const { connection, signedBy } = open({ profile: 'readers' }, {});
  await connection.check(signal);
  expect(signedBy()).toEqual([['sts:GetCallerIdentity', 'AKIAOFTHEPROFILE']]);

  const taking = open(
    { profile: 'readers', ...role },
    answers(() => Date.now() + 60 * minute),
  );
  await taking.connection.check(signal);
  expect(taking.signedBy()).toEqual([
    ['sts:AssumeRole', 'AKIAOFTHEPROFILE'],
    ['sts:GetCallerIdentity', 'ASIAROLE1'],
  ]);
});

it('says of a profile that is not there where to write it', async () => {
  const { connection, calls } = open({ profile: 'writers' }, {});
  await expect(connection.check(signal)).rejects.toMatchObject({
    reason: 'unauthorized',
    message: 'The server has no usable AWS profile “writers”',
    fix: expect.stringContaining('~/.aws/config'),
  });
  expect(calls).toEqual([]);
});

it.each([
  [{ externalId: 'harbor-7' }, 'roleArn'],
  [{ ...keys, profile: 'readers' }, 'profile'],
  [{ roleArn: 'smartops-read' }, 'roleArn'],
  [{ roleArn: role.roleArn, externalId: 'x' }, 'externalId'],
  [{ profile: 'a]b' }, 'profile'],
])('refuses %j at its field', (config, field) => {
  const { error } = AwsConfig.safeParse({ regions: ['eu-west-1'], ...config });
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
