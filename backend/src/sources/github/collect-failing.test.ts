import { expect, it } from 'vitest';
import { SourceError } from '../source.ts';
import { base, jobsAre, never, runsAre, world } from './collecting.fixture.ts';
import { aJob, aRun, start } from './fake-github.fixture.ts';

it('keeps what it can read when one repository cannot be read', async () => {
  const { fake, connection } = world(['checkout-api', 'gone']);
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());
  fake.answer(
    '/repos/harbor-goods/gone/actions/runs',
    Response.json({ message: 'Not Found' }, { status: 404 }),
  );

  const batch = await connection.collect(undefined, never);

  expect(batch.events).toHaveLength(1);
  expect(batch.problems).toEqual([
    {
      part: 'harbor-goods/gone',
      reason: 'forbidden',
      message: 'api.github.com shows this token no repository harbor-goods/gone',
      fix: 'Check the name (it may be renamed or deleted), or give the token access to harbor-goods/gone',
    },
  ]);
  expect(batch.resources.map(({ name }) => name)).toContain('harbor-goods/gone');
});

it('names the missing permission, and goes on by the rule, when deployments may not be read', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Deploy' }));
  jobsAre(fake, 7, aJob());
  fake.answer(
    `${base}/deployments`,
    Response.json(
      { message: 'Resource not accessible by personal access token' },
      { status: 403, headers: { 'x-accepted-github-permissions': 'deployments=read' } },
    ),
  );

  const batch = await connection.collect(undefined, never);

  expect(batch.problems).toMatchObject([
    { part: 'harbor-goods/checkout-api deployments', fix: expect.stringContaining('"Deployments: read"') },
  ]);
  expect(batch.resources).toContainEqual(
    expect.objectContaining({ kind: 'github.repository', attributes: { usesDeployments: false } }),
  );
  expect(batch.events.map(({ kind }) => kind)).toEqual(['pipeline-run']);
});

it('fails as a whole when every repository fails for the same reason', async () => {
  const { fake, connection } = world(['a', 'b']);
  const refused = Response.json({ message: 'Bad credentials' }, { status: 401 });
  for (const repo of ['a', 'b']) fake.answer(`/repos/harbor-goods/${repo}/actions/runs`, refused);

  await expect(connection.collect(undefined, never)).rejects.toMatchObject({ reason: 'unauthorized' });
});

it('says when to come back after the quota is used up, and asks nothing until then', async () => {
  const { fake, connection } = world();
  const reset = start / 1_000 + 1_800;
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  const limited = Response.json({ message: 'API rate limit exceeded' }, { status: 403, headers });
  fake.answer(`${base}/actions/runs`, limited);

  await expect(connection.collect(undefined, never)).rejects.toMatchObject({
    reason: 'rate-limited',
    retryAt: (reset + 1) * 1_000,
  });
  const asked = fake.asked.length;
  await expect(connection.collect(undefined, never)).rejects.toMatchObject({ reason: 'rate-limited' });
  expect(fake.asked).toHaveLength(asked);

  fake.setNow((reset + 2) * 1_000);
  runsAre(fake);
  await expect(connection.collect(undefined, never)).resolves.toMatchObject({ problems: [] });
});

it.each([
  ['an answer of another shape', Response.json({ workflow_runs: [{ id: 'seven' }] }), 'malformed'],
  ['a page of HTML', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'malformed'],
  ['a connection that breaks', new TypeError('fetch failed'), 'unreachable'],
  ['a secondary limit', Response.json({}, { status: 429, headers: { 'retry-after': '30' } }), 'rate-limited'],
])('explains %s', async (_, answer, reason) => {
  const { fake, connection } = world();
  fake.answer(`${base}/actions/runs`, answer);

  const failure = await connection.check(never).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(SourceError);
  expect(failure).toMatchObject({ reason });
  expect(JSON.stringify(failure)).not.toContain('secret-token');
});
