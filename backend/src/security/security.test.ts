import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scan } from './check.ts';
import { accessKeyAge } from './checks/access-key-age.ts';
import { checks } from './checks/index.ts';
import { publicBucket } from './checks/public-bucket.ts';

const key = (name: string, state: string, ageDays: number) => ({
  id: name,
  kind: 'aws.iam.access-key',
  name,
  state,
  attributes: { ageDays },
});
const bucket = (name: string, publicAccessBlocked?: boolean) => ({
  id: name,
  kind: 'aws.s3.bucket',
  name,
  attributes: { publicAccessBlocked },
});
const run = { id: 's', now: 1_000 };

it('lists every check file', () => {
  const files = readdirSync(join(import.meta.dirname, 'checks')).filter((name) => name !== 'index.ts');

  expect(checks).toHaveLength(files.length);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
});

it('names old keys that are in use, and only those', () => {
  const resources = [key('old', 'Active', 120.4), key('young', 'Active', 3), key('off', 'Inactive', 400)];

  expect(scan(accessKeyAge, 'aws', resources, run)).toMatchObject({
    status: 'failed',
    resource: '3 looked at',
    findings: [{ resource: 'old', message: expect.stringContaining('120 days') }],
  });
});

it('does not blame a bucket whose block could not be read', () => {
  expect(scan(publicBucket, 'aws', [bucket('a', true), bucket('b')], run)).toMatchObject({
    status: 'passed',
  });
  expect(scan(publicBucket, 'aws', [bucket('c', false)], run)).toMatchObject({ status: 'failed' });
});

it('says nothing where there is nothing to look at', () => {
  expect(scan(publicBucket, 'aws', [key('k', 'Active', 1)], run)).toBeUndefined();
});
