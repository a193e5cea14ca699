import { expect, it } from 'vitest';
import { aJob, fakeGitHub } from './fake-github.fixture.ts';
import { github } from './index.ts';

const never = new AbortController().signal;
const job = '/repos/harbor-goods/checkout-api/actions/jobs/71';
const blob = 'https://blobs.example/71';

function world() {
  const fake = fakeGitHub();
  const config = { owner: 'harbor-goods', repositories: ['checkout-api'], token: 'secret-token' };
  const connection = github.connect(config, fake.tools);
  const redirect = new Response(null, { status: 302, headers: { location: `${blob}?sig=abc` } });
  fake.answer(`${job}/logs`, redirect);
  return { fake, log: (ref = 'checkout-api/71') => connection.log?.(ref, never) };
}

it('reads the log from where GitHub keeps it, without giving that place the token', async () => {
  const { fake, log } = world();
  fake.answer(blob, new Response('2026-03-01T12:00:00Z one\ntwo\n'));

  expect(await log()).toEqual({ state: 'text', text: '2026-03-01T12:00:00Z one\ntwo\n' });
  expect(fake.headersOf.get(`${job}/logs`)?.get('authorization')).toContain('secret-token');
  expect(fake.headersOf.get(blob)?.has('authorization')).toBe(false);
});

it('asks another place than the API through the door for what a stranger named', async () => {
  const { fake, log } = world();
  fake.answer(blob, new Response('one'));
  await log();

  expect(fake.typed).toEqual([`${blob}?sig=abc`]);
});

it.each(['/logs/71', 'https://api.github.com/logs/71'])(
  'asks %s through the door of the API, for a log that lies there',
  async (location) => {
    const { fake, log } = world();
    fake.answer(`${job}/logs`, new Response(null, { status: 302, headers: { location } }));
    fake.answer('/logs/71', new Response('here'));

    expect(await log()).toEqual({ state: 'text', text: 'here' });
    expect(fake.typed).toEqual([]);
  },
);

it('says that the log comes later while the job is running', async () => {
  const { fake, log } = world();
  fake.answer(blob, new Response('BlobNotFound', { status: 404 }));
  fake.answer(job, aJob({ status: 'in_progress', conclusion: null }));

  expect(await log()).toEqual({
    state: 'waiting',
    reason: "GitHub publishes a job's log when the job has finished; this one is still running",
  });
});

it('says that a job which never ran has no log', async () => {
  const { fake, log } = world();
  fake.answer(`${job}/logs`, Response.json({ message: 'Not Found' }, { status: 404 }));
  fake.answer(job, aJob({ conclusion: 'skipped' }));

  expect(await log()).toMatchObject({ state: 'gone', reason: expect.stringContaining('it never ran') });
});

it('says that a log has expired', async () => {
  const { fake, log } = world();
  fake.answer(`${job}/logs`, Response.json({ message: 'Gone' }, { status: 410 }));

  expect(await log()).toMatchObject({
    state: 'gone',
    reason: expect.stringContaining('has deleted this log'),
  });
});

it('names what the token lacks when GitHub refuses', async () => {
  const { fake, log } = world();
  const headers = { 'x-accepted-github-permissions': 'actions=read' };
  const message = 'Resource not accessible by personal access token';
  fake.answer(`${job}/logs`, Response.json({ message }, { status: 403, headers }));

  await expect(log()).rejects.toMatchObject({
    reason: 'forbidden',
    message: 'api.github.com refuses: the token lacks "Actions: read" on harbor-goods/checkout-api',
  });
});

it('says what may be wrong when the job itself is not there', async () => {
  const { fake, log } = world();
  fake.answer(`${job}/logs`, Response.json({ message: 'Not Found' }, { status: 404 }));

  await expect(log()).rejects.toMatchObject({
    reason: 'forbidden',
    message: expect.stringContaining('its run was deleted'),
  });
});

it('reads a log that is empty, and one that is not UTF-8', async () => {
  const { fake, log } = world();
  fake.answer(blob, new Response('', { status: 416 }));
  expect(await log()).toEqual({ state: 'text', text: '' });

  fake.answer(blob, new Response(Uint8Array.of(0x61, 0xff, 0xfe, 0x62, 0x0a)));
  expect(await log()).toEqual({ state: 'text', text: 'a\ufffd\ufffdb\n' });
});

it('asks for no more than it keeps, cuts a log after 16 MiB at a line and says so', async () => {
  const { fake, log } = world();
  fake.answer(blob, () => new Response(`${'x'.repeat(99)}\n`.repeat(180_000)));

  const found = await log();
  const lines = found?.state === 'text' ? found.text.split('\n') : [];

  expect(fake.headersOf.get(blob)?.get('range')).toBe(`bytes=0-${16 * 1_048_576}`);
  expect(lines.at(-1)).toContain('cut here after 16 MiB');
  expect(lines.at(-2)).toHaveLength(99);
  expect(lines).toHaveLength(Math.floor((16 * 1_048_576) / 100) + 1);
});

it.each(['other-repo/71', 'checkout-api', 'checkout-api/../71', ''])(
  'never asks for the log of what is not watched: %s',
  async (ref) => {
    const { fake, log } = world();

    await expect(log(ref)).rejects.toMatchObject({ reason: 'malformed' });
    expect(fake.asked).toEqual([]);
  },
);
