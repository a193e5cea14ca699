import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EgressError } from '../../platform/egress/egress-error.ts';
import { principalName, toSourceError } from './errors.ts';
import { actions, minimalPolicy } from './permissions.ts';

const call = { action: 'rds:DescribeDBInstances', region: 'eu-west-1' } as const;

function awsError(name: string, httpStatusCode = 400, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

it.each([
  ['ExpiredToken', 'unauthorized'],
  ['ExpiredTokenException', 'unauthorized'],
  ['InvalidClientTokenId', 'unauthorized'],
  ['UnrecognizedClientException', 'unauthorized'],
  ['SignatureDoesNotMatch', 'unauthorized'],
  ['AuthFailure', 'unauthorized'],
  ['InvalidAccessKeyId', 'unauthorized'],
  ['RequestTimeTooSkewed', 'unauthorized'],
  ['CredentialsProviderError', 'unauthorized'],
  ['AccessDenied', 'forbidden'],
  ['AccessDeniedException', 'forbidden'],
  ['UnauthorizedOperation', 'forbidden'],
  ['OptInRequired', 'forbidden'],
  ['Throttling', 'rate-limited'],
  ['ThrottlingException', 'rate-limited'],
  ['RequestLimitExceeded', 'rate-limited'],
  ['TooManyRequestsException', 'rate-limited'],
  ['SlowDown', 'rate-limited'],
  ['TimeoutError', 'unreachable'],
  ['SyntaxError', 'malformed'],
  ['ValidationError', 'malformed'],
])('reads %s as %s', (name, reason) => {
  expect(toSourceError(awsError(name), call).reason).toBe(reason);
});

it.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [429, 'rate-limited'],
  [500, 'unreachable'],
  [503, 'unreachable'],
])('reads a bare %d as %s', (status, reason) => {
  expect(toSourceError(awsError('Unknown', status), call).reason).toBe(reason);
});

it.each([
  ['timeout', 'unreachable'],
  ['dns', 'unreachable'],
  ['circuit-open', 'unreachable'],
  ['too-large', 'malformed'],
] as const)("reads the door's %s as %s, however deep it lies", (egress, reason) => {
  const error = new Error('wrapped', { cause: new EgressError(egress, 'rds.example is away') });

  const found = toSourceError(error, call);

  expect([found.reason, found.message]).toEqual([
    reason,
    'rds:DescribeDBInstances in eu-west-1: rds.example is away',
  ]);
});

it('names who lacks what where', () => {
  const message =
    'User: arn:aws:sts::1:assumed-role/SmartOps/i-1 is not authorized to perform: rds:DescribeDBInstances on resource: arn:aws:rds:eu-west-1:1:db:* because no identity-based policy allows the rds:DescribeDBInstances action';

  const error = toSourceError(awsError('AccessDenied', 403, message), call);

  expect(error.message).toBe('SmartOps lacks rds:DescribeDBInstances in eu-west-1');
  expect(JSON.parse(error.fix ?? '')).toEqual({
    Effect: 'Allow',
    Action: ['rds:DescribeDBInstances'],
    Resource: '*',
  });
});

it('does not advise to allow what is explicitly denied elsewhere', () => {
  const message =
    'User: arn:aws:iam::1:user/smartops-read is not authorized to perform: rds:DescribeDBInstances with an explicit deny in a service control policy';

  const error = toSourceError(awsError('AccessDenied', 403, message), call);

  expect(error.message).toBe(
    'smartops-read is denied rds:DescribeDBInstances in eu-west-1 by a service control policy',
  );
  expect(error.fix).not.toContain('Allow');
});

it('tells a wrong clock and an expired session from wrong keys', () => {
  expect(toSourceError(awsError('RequestTimeTooSkewed'), call).fix).toContain('clock');
  expect(toSourceError(awsError('ExpiredToken'), call).message).toContain('expired');
  expect(toSourceError(awsError('InvalidClientTokenId'), call).fix).toContain('access key');
});

it('never repeats what AWS sent word for word', () => {
  const error = toSourceError(awsError('SignatureDoesNotMatch', 403, 'String-to-Sign: AKIA… secret'), call);

  expect(`${error.message} ${error.fix}`).not.toContain('String-to-Sign');
});

it.each([
  ['arn:aws:iam::1:user/ops/smartops-read', 'smartops-read'],
  ['arn:aws:sts::1:assumed-role/Reader/session', 'Reader'],
  ['arn:aws:iam::1:root', 'root'],
])('calls %s %s', (arn, name) => {
  expect(principalName(arn)).toBe(name);
});

it('asks for reading only', () => {
  expect(actions.every((action) => /:(?:Describe|Get|List)/.test(action))).toBe(true);
  expect(JSON.parse(minimalPolicy()).Statement[0].Action).toEqual([...actions]);
});

it('documents exactly the policy it needs', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const policy = /```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

  expect(JSON.parse(policy)).toEqual(JSON.parse(minimalPolicy()));
});
