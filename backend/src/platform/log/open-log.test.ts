import { expect, it } from 'vitest';
import { openLog } from './open-log.ts';

const secret = 'ghp_0123456789';

function redact(value: unknown): unknown {
  return typeof value === 'string'
    ? value.replaceAll(secret, '[redacted]')
    : JSON.parse(JSON.stringify(value).replaceAll(secret, '[redacted]'));
}

function logTo(lines: string[], pretty = false) {
  return openLog({ level: 'info', pretty, redact, write: (line) => lines.push(line) });
}

it('writes one JSON object a line, with level, time and the bindings of its child', () => {
  const lines: string[] = [];
  logTo(lines).child({ requestId: 'r1' }).warn({ ms: 5 }, 'slow');

  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    requestId: 'r1',
    ms: 5,
    msg: 'slow',
  });
});

it.each([false, true])('never writes a secret, wherever it stands (pretty: %s)', (pretty) => {
  const lines: string[] = [];
  const log = logTo(lines, pretty);
  log.info(`token ${secret}`);
  log.info('token %s', secret);
  log.info({ token: secret, deep: [{ url: `https://x/?key=${secret}` }] }, secret);
  log.error(new Error(`refused ${secret}`, { cause: new Error(secret) }));
  log.error({ err: new Error(secret) }, 'failed');
  log.child({ secret }).info('child');

  expect(lines).toHaveLength(6);
  expect(lines.join('')).not.toContain(secret);
  expect(lines.join('').match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(8);
});

it('keeps the stack of an error', () => {
  const lines: string[] = [];
  logTo(lines, true).error(new TypeError('broken'));

  expect(lines[0]).toMatch(/error broken\nTypeError: broken\n +at /);
});
