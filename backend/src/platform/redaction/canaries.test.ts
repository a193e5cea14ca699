import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { openLog } from '../log/open-log.ts';
import { canaries, innocent } from './canaries.fixture.ts';
import { createRedactor, redact } from './redaction.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How a text gets into a line. */
const wraps: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'in a sentence': (text) => `Could not reach ${text} in time`,
  'as base64': (text) => `payload ${base64(`x ${text}`)}`,
  'as base64 for addresses': (text) => Buffer.from(`{"x":"${text}"}`).toString('base64url'),
  'as base64 twice': (text) => base64(base64(text)),
  'for an address': (text) => `https://x.example/r?to=${encodeURIComponent(text)}&z=1`,
  'for an address twice': (text) => `to=${encodeURIComponent(encodeURIComponent(text))}`,
  'in JSON': (text) => JSON.stringify({ a: { b: [text, 1] } }),
  'in JSON in JSON': (text) => JSON.stringify({ body: JSON.stringify({ b: [text] }) }),
  'in JSON in JSON in JSON': (text) => JSON.stringify([JSON.stringify([JSON.stringify({ text })])]),
  inspected: (text) => inspect({ a: { text } }),
};

/** All that would give the secret away. */
function traces(secret: string): string[] {
  const [line = ''] = secret.split('\n');
  return [line, encodeURIComponent(line), base64(line).slice(0, -4), Buffer.from(line).toString('hex')];
}

function leaks(text: string, secret: string): boolean {
  return traces(secret).some((trace) => text.includes(trace));
}

it(`hides ${canaries.length} kinds of secrets in ${Object.keys(wraps).length} wraps`, () => {
  const seen = canaries.flatMap(({ kind, secret, text }) =>
    Object.entries(wraps).flatMap(([wrap, wrapped]) => {
      const clean = redact(wrapped(text));
      return leaks(clean, secret) || !clean.includes('[redacted]') ? [`${kind} ${wrap}: ${clean}`] : [];
    }),
  );

  expect(canaries.length).toBeGreaterThanOrEqual(15);
  expect(seen).toEqual([]);
});

class Failure extends Error {
  readonly request: object;
  constructor(text: string) {
    super(`refused: ${text}`, { cause: new AggregateError([new Error(text)], text) });
    this.request = { url: text, headers: [['x-debug', text]] };
  }
}

/** How a text gets into a value that is logged. */
const values: Record<string, (text: string) => unknown> = {
  'a field': (text) => ({ deep: [{ deeper: { text } }] }),
  'a key': (text) => ({ [text]: 1, [`x ${text}`]: 2 }),
  'an error with a cause': (text) => new Failure(text),
  'an error in a field': (text) => ({ err: new Failure(text), other: new Failure(text) }),
  'a map': (text) => ({ map: new Map([[text, new Map([['x', text]])]]) }),
  'a set': (text) => ({ set: new Set([text]) }),
  'an address': (text) => ({ url: new URL(`https://x.example/?to=${encodeURIComponent(text)}#${text}`) }),
  'a boxed string': (text) => ({ text: Object(text) }),
  bytes: (text) => ({ bytes: Buffer.from(text), inJson: JSON.parse(JSON.stringify(Buffer.from(text))) }),
  'what becomes JSON': (text) => ({ value: { toJSON: () => ({ text }) } }),
};

it.each([false, true])(
  `writes none of them into the log, in ${Object.keys(values).length} kinds of values`,
  (pretty) => {
    const seen = canaries.filter(({ secret, text }) => {
      const lines: string[] = [];
      const log = openLog({ level: 'trace', pretty, redact, write: (line) => lines.push(line) });
      for (const value of Object.values(values)) log.info(value(text), text);
      log.warn('%s and %j', text, { text });
      log.child({ text }).error(text);
      expect(lines).toHaveLength(Object.keys(values).length + 2);
      return leaks(lines.join(''), secret) || /(?:\d+,){8}/.test(lines.join(''));
    });

    expect(seen.map(({ kind }) => kind)).toEqual([]);
  },
);

it.each(innocent)('leaves %s as it is', (text) => {
  expect(redact(text)).toBe(text);
  expect(redact(JSON.stringify({ text }))).toBe(JSON.stringify({ text }));
});

const known = ['correct horse/battery+staple?', 'pa$$w0rd&"quoted"', 'kürzel-ß-geheim', 'abcdef'];
const forms: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  'for an address': encodeURIComponent,
  'for an address with small letters': (secret) =>
    encodeURIComponent(secret).replace(/%../g, (c) => c.toLowerCase()),
  'for a form': (secret) => new URLSearchParams({ secret }).toString(),
  'for an address twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in JSON': JSON.stringify,
  'in JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret)),
  'as base64': base64,
  'as base64 after one byte': (secret) => base64(`.${secret}.`),
  'as base64 after two bytes': (secret) => base64(`..${secret}..`),
  'as base64 between bytes that are no text': (secret) =>
    Buffer.concat([Buffer.of(0, 255, 1), Buffer.from(secret), Buffer.of(2, 254)]).toString('base64url'),
  'as numbers': (secret) => Buffer.from(secret).toString('hex'),
};

it.each(Object.entries(forms))('knows a secret by its value, written %s', (_, write) => {
  const redactor = createRedactor(known);
  for (const secret of known) {
    const clean = redactor({ text: `before ${write(secret)} after` }).text;
    expect(clean).toContain('[redacted]');
    expect(clean.replaceAll('[redacted]', '').length).toBeLessThan('before  after'.length + 20);
  }
});

it('knows the password of an address by itself', () => {
  const redactor = createRedactor(['postgres://ops:s3cr%40t-pass@db:5432/app']);

  expect(redactor('password s3cr@t-pass or s3cr%40t-pass')).toBe('password [redacted] or [redacted]');
});

const units = [
  ...['a', '-', '.', 'a-', ' ', '"', "'", '\\', '\\"', '%41', '%', '/', '=', ':', 'x='],
  ...[
    'token',
    'token:',
    'token: ',
    'token=',
    '"token":',
    "token:'",
    'token="\\"',
    '"token":\\"',
    'a_token:',
    'api_key:',
  ],
  ...['cookie:', 'cookie: a', 'authorization:', 'authorization: bearer ', 'mnemonic:', 'private key '],
  ...[
    '://a:',
    '://aaaaaaaaaaaaaaaaaaaa',
    '://a:a',
    'eyJ',
    'eyJaaaaaaaa-',
    'eyJaaaaaaaa.',
    'bearer ',
    'bearer  a',
    'Basic A',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN ',
    'sk-',
    'xoxb-',
    'AKIA',
    'ghp_',
    'soa_',
    '1234567890:AA',
    '/v3/',
    '/v3/a-',
  ],
  ...[
    'infura.io/',
    'infura.io/a/',
    '?sig=',
    '&key=',
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVg',
    'QUJD/',
    'dG9rZW46',
    '%74oken',
    'hooks.slack.com/',
  ],
];

/** How many times as long 16 times the text takes: in proportion 16 times, with its square 256 times. */
function growth(unit: string): number {
  const [small = 0, large = 0] = [65_536, 1_048_576].map((size) => {
    const text = unit.repeat(Math.ceil(size / unit.length));
    const before = performance.now();
    redact(text);
    return performance.now() - before;
  });
  return large / Math.max(small, 1);
}

it(`grows with the text and not with its square, up to 1 MB of any of ${units.length} runs`, {
  timeout: 120_000,
}, () => {
  // What else the machine does may spoil one measurement, but not five.
  const grown = units.filter((unit) => [1, 2, 3, 4, 5].every(() => growth(unit) > 64));

  expect(grown).toEqual([]);
});

it('keeps an encoded line break encoded', () => {
  expect(redact('/x?token%3Dabc%0A2026-01-01%20all%20is%20well')).not.toContain('\n');
});
