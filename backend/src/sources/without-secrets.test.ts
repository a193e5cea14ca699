import { expect, it } from 'vitest';
import { createRedactor } from '../platform/redaction/redaction.ts';
import { emptyBatch } from '../signals/testing.ts';
import { type Connection, SourceError } from './source.ts';
import { withoutSecrets } from './without-secrets.ts';

const secret = 'correct-horse-battery';
const redact = createRedactor([secret]);
const { signal } = new AbortController();

const batch = {
  ...emptyBatch,
  resources: [{ id: `a:${secret}`, kind: 'host', name: `a ${secret}`, attributes: { note: [secret], n: 1 } }],
  events: [
    {
      id: 'e',
      resourceId: `a:${secret}`,
      kind: 'x',
      outcome: 'info' as const,
      title: secret,
      at: 1,
      data: { m: secret },
    },
  ],
  samples: [{ resourceId: `a:${secret}`, metric: 'cpu.percent', value: 1, at: 1 }],
  problems: [{ part: 'p', reason: 'forbidden' as const, message: `no ${secret}`, fix: secret }],
  cursor: `{"token":"page-2"}`,
};

const connection = (fields: Partial<Connection>): Connection =>
  withoutSecrets({ check: async () => undefined, collect: async () => batch, ...fields }, redact);

it('hands over nothing with a secret in it, ids that belong together still do, and the cursor is as it was', async () => {
  const found = await connection({}).collect(undefined, signal);

  expect(JSON.stringify(found)).not.toContain(secret);
  expect(found).toMatchObject({
    resources: [{ id: 'a:[redacted]', attributes: { note: ['[redacted]'], n: 1 } }],
    events: [{ id: 'e', resourceId: 'a:[redacted]', title: '[redacted]' }],
    samples: [{ resourceId: 'a:[redacted]', value: 1 }],
    problems: [{ message: 'no [redacted]' }],
    cursor: batch.cursor,
  });
});

it('cleans logs, and what goes wrong with its reason and time', async () => {
  const failing = async () => {
    throw new SourceError('rate-limited', `no ${secret}`, { retryAt: 7, fix: `set ${secret}` });
  };
  const { log, collect, check } = connection({
    log: async () => ({ state: 'text', text: `token ${secret}` }),
    collect: failing,
    check: failing,
  });

  expect(await log?.('ref', signal)).toEqual({ state: 'text', text: 'token [redacted]' });
  for (const call of [collect(undefined, signal), check(signal)])
    await expect(call).rejects.toMatchObject({
      reason: 'rate-limited',
      message: 'no [redacted]',
      retryAt: 7,
      fix: 'set [redacted]',
    });
});

it('cleans a long log piece by piece without tearing a key of many lines apart', async () => {
  const body = Array.from({ length: 40 }, (_, line) => `c2VjcmV0IGxpbmUg${line}`).join('\n');
  const key = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;
  const fill = (lines: number) => 'a line without any secret\n'.repeat(lines);
  for (const before of [2_480, 2_500, 2_520]) {
    const text = `${fill(before)}${key}\n${fill(5_000)}end ${secret}\n`;
    const { log } = connection({ log: async () => ({ state: 'text', text }) });
    const cleaned = await log?.('ref', signal);

    expect(cleaned).toEqual({
      state: 'text',
      text: `${fill(before)}[redacted]\n${fill(5_000)}end [redacted]\n`,
    });
  }
});

it('cleans what lies between two commits', async () => {
  const commit = { sha: 'a', title: `use ${secret}`, author: null, url: null };
  const file = { name: `${secret}.env`, status: 'added' };
  const { compare } = connection({
    compare: async () => ({ status: 'ahead', commits: [commit], total: 1, files: [file], url: null }),
  });

  expect(await compare?.({ service: 's', base: 'a', head: 'b' }, signal)).toMatchObject({
    commits: [{ sha: 'a', title: 'use [redacted]' }],
    files: [{ name: '[redacted].env' }],
  });
});

it('says what to do as it is said where the connection was set up', async () => {
  const failing = async () => {
    throw new SourceError('unauthorized', 'no', { fix: `SET_IT ${secret}` });
  };
  const advise = (advice: string) => advice.replace('SET_IT', 'Type it');
  const one = withoutSecrets(
    {
      check: failing,
      collect: async () => ({ ...batch, problems: [{ ...batch.problems[0], fix: 'SET_IT' }] as never }),
    },
    redact,
    advise,
  );
  await expect(one.check(signal)).rejects.toMatchObject({ fix: 'Type it [redacted]' });
  expect((await one.collect(undefined, signal)).problems).toMatchObject([{ fix: 'Type it' }]);
});
