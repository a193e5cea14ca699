import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor, redact } from './redaction.ts';

const key = (length: number) => 'aB3dE5gH7jK9'.repeat(20).slice(0, length);

const shapes: Record<string, string> = {
  'an access key of AWS': 'AKIAABCDEFGHIJKLMNOP',
  'a temporary key of AWS': 'ASIAABCDEFGHIJKLMNOP',
  'a GitHub token': `ghp_${key(36)}`,
  'a GitHub app token': `ghs_${key(36)}`,
  'a fine-grained GitHub token': `github_pat_${key(22)}_${key(59)}`,
  'a Slack token': 'xoxb-123456789012-abcdefghijkl',
  'a model key': `sk-proj-${key(40)}`,
  'a JWT': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${key(43)}`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\n${key(64)}\n-----END RSA PRIVATE KEY-----`,
  'a private key that was cut off': `-----BEGIN PRIVATE KEY-----\\n${key(64)}`,
};

const texts: [string, string][] = [
  ['postgres://ops:s3cr@t!@db:5432/app', 's3cr@t!'],
  ['https://ghtokenghtokenghtoken@git.example/x.git', 'ghtoken'],
  ['GET https://rpc.example/?api_key=abcdef0123&x=1', 'abcdef0123'],
  ['https://hooks.slack.com/services/T000/B000/XXXXYYYY', 'XXXXYYYY'],
  ['Authorization: Bearer abcdefghijklmnop', 'abcdefghijklmnop'],
  ['authorization: Basic b3BzOnNlY3JldA==', 'b3BzOnNlY3JldA'],
  [`PRIVATE_KEY=0x${'ab'.repeat(32)}`, 'abab'],
  ['Server=db;User=sa;Password=hunter2;', 'hunter2'],
  ['{"clientSecret": "hunter2 and more"}', 'hunter2'],
  ['{\\"password\\":\\"hunter2\\"}', 'hunter2'],
  ['token: 7f3a91bc22', '7f3a91bc22'],
];

it.each(Object.entries(shapes))('takes %s out of any text', (_, secret) => {
  const clean = redact(`before ${secret} after`);

  expect(clean).not.toContain(secret.slice(4, 24));
  expect(clean).toMatch(/^before .*\[redacted\]/);
});

it.each(texts)('finds the secret in %s', (text, secret) => {
  expect(redact(text)).not.toContain(secret);
});

it.each([
  'The security token included in the request is expired',
  'smartops-read lacks rds:DescribeDBInstances in eu-west-1',
  '0x95222290dd7278aa3ddd389cc1e1d165cc4bafe5c0a2f1b3e5d7c9a1b3c5d7e9',
  'arn:aws:iam::123456789012:user/smartops-read',
  'https://github.com/harbor-goods/checkout-api/actions/runs/1',
  'Token: expired',
  'eu-west-1: 23 of 24 running',
])('leaves %s alone', (text) => {
  expect(redact(text)).toBe(text);
});

it('hides whatever stands under a secret key, however deep and whatever its shape', () => {
  const clean = redact({
    Authorization: 'x',
    headers: { 'set-cookie': ['a=b'], 'x-api-key': 'k' },
    db: { password: 1234, connectionString: 'c', user: 'sa' },
    credentials: { id: 'i', nested: { deeper: 'd' } },
    secretAccessKey: 's',
    webhookUrl: 'https://w',
    privateKey: `0x${'1'.repeat(64)}`,
  });

  expect(clean).toEqual({
    Authorization: '[redacted]',
    headers: { 'set-cookie': ['[redacted]'], 'x-api-key': '[redacted]' },
    db: { password: '[redacted]', connectionString: '[redacted]', user: 'sa' },
    credentials: { id: '[redacted]', nested: { deeper: '[redacted]' } },
    secretAccessKey: '[redacted]',
    webhookUrl: '[redacted]',
    privateKey: '[redacted]',
  });
});

it('keeps counts, flags and what is empty readable', () => {
  const value = { maxTokens: 4_000, inputTokens: 12, password: '', hasToken: true, token: null };

  expect(redact(value)).toBe(value);
});

it('takes out the secrets of an error, its cause and its stack', () => {
  const error = new Error('GET https://u:hunter22@x failed', { cause: new Error(shapes['a GitHub token']) });

  const text = JSON.stringify(redact(error));

  expect(text).toContain('failed');
  expect(text).not.toMatch(/hunter22|ghp_/);
});

it('never throws: cycles, depth, getters that fail', () => {
  const cycle: Record<string, unknown> = { name: 'x' };
  cycle.self = cycle;
  let deep: unknown = 'end';
  for (let count = 0; count < 50_000; count++) deep = [deep];
  const failing = Object.defineProperty({}, 'x', { enumerable: true, get: () => JSON.parse('{') });

  expect(redact(cycle)).toEqual({ name: 'x', self: '[circular]' });
  expect(() => redact(deep)).not.toThrow();
  expect(redact({ failing })).toEqual({ failing: '[unreadable]' });
});

it('finds the long parts of a known address with a key in its path', () => {
  const redactor = createRedactor(['https://rpc.example/v2/qwertyuiopasdfghjk']);

  expect(redactor('POST /v2/qwertyuiopasdfghjk failed')).toBe('POST /v2/[redacted] failed');
  expect(redactor('rpc.example is down')).toBe('rpc.example is down');
});

const secret = fc
  .string({ unit: 'binary', minLength: 8, maxLength: 40 })
  .filter((text) => !'[redacted]'.includes(text));
const leaf = (found: string) =>
  fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string().map((text) => text + found + text),
  );

it('lets no known secret out of any JSON, as value or as key', () => {
  const cases = secret.chain((found) => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf(found),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constant(`k${found}`)), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    return fc.tuple(fc.constant(found), tree);
  });
  fc.assert(
    fc.property(cases, ([found, value]) => {
      const seen: string[] = [];
      JSON.stringify(createRedactor([found])(value), (key, field) => {
        seen.push(key, ...(typeof field === 'string' ? [field] : []));
        return field;
      });
      expect(seen.filter((text) => text.includes(found))).toEqual([]);
    }),
  );
});

it('changes nothing the second time', () => {
  const pieces = [
    ...Object.values(shapes),
    ...texts.map(([text]) => text),
    ' ',
    '=',
    ':',
    '"',
    'token',
    '[redacted]',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 8 })
    .map((list) => list.join(''));
  fc.assert(
    fc.property(text, (dirty) => {
      const once = redact(dirty);
      expect(redact(once)).toBe(once);
    }),
  );
});

it('returns JSON without secrets as the very same object', () => {
  const innocent = fc.string({ unit: fc.constantFrom(...'abc 123._'), maxLength: 30 });
  const tree = fc
    .jsonValue({ maxDepth: 3 })
    .map((value) => ({ value: JSON.stringify(value)?.replace(/[^a-z ]/g, '') }));
  fc.assert(
    fc.property(fc.tuple(tree, fc.array(innocent)), (value) => {
      expect(redact(value)).toBe(value);
    }),
  );
});

it.each(['a', '-', '.', '"token":', 'token=', '://a:', '-----BEGIN PRIVATE KEY-----', 'eyJ', 'a-'])(
  'stays quick on a long run of %s',
  (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    const before = performance.now();

    redact(text);

    expect(performance.now() - before).toBeLessThan(1_000);
  },
);
