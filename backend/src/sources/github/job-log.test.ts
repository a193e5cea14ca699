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

  expect(await log()).toBe('2026-03-01T12:00:00Z one\ntwo\n');
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

    expect(await log()).toBe('here');
    expect(fake.typed).toEqual([]);
  },
);

it('says that the log comes later while the job is running', async () => {
  const { fake, log } = world();
  fake.answer(blob, new Response('BlobNotFound', { status: 404 }));
  fake.answer(job, aJob({ status: 'in_progress', conclusion: null }));

  await expect(log()).rejects.toThrow('GitHub publishes the log when the job has finished');
});

it('says that a job which never ran has no log', async () => {
  const { fake, log } = world();
  fake.answer(`${job}/logs`, Response.json({ message: 'Not Found' }, { status: 404 }));
  fake.answer(job, aJob({ conclusion: 'skipped' }));

  await expect(log()).rejects.toThrow('GitHub has no log of this job');
});

it('says that a log has expired', async () => {
  const { fake, log } = world();
  fake.answer(`${job}/logs`, Response.json({ message: 'Gone' }, { status: 410 }));

  await expect(log()).rejects.toThrow('The log has expired at GitHub');
});

it('cuts a log after 8 MiB at a line and says so', async () => {
  const { fake, log } = world();
  fake.answer(blob, () => new Response(`${'x'.repeat(99)}\n`.repeat(90_000)));

  const lines = (await log())?.split('\n') ?? [];

  expect(lines.at(-1)).toContain('cut here after 8 MiB');
  expect(lines.at(-2)).toHaveLength(99);
  expect(lines).toHaveLength(Math.floor((8 * 1_048_576) / 100) + 1);
});

it.each(['other-repo/71', 'checkout-api', 'checkout-api/../71', ''])(
  'never asks for the log of what is not watched: %s',
  async (ref) => {
    const { fake, log } = world();

    await expect(log(ref)).rejects.toMatchObject({ reason: 'malformed' });
    expect(fake.asked).toEqual([]);
  },
);
