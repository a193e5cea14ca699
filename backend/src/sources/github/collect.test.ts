import { DeploymentData, RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import { SourceError } from '../source.ts';
import {
  aDeployment,
  aJob,
  aRepository,
  aRun,
  aState,
  type FakeGitHub,
  fakeGitHub,
  start,
} from './fake-github.fixture.ts';
import { github } from './index.ts';

const never = new AbortController().signal;
const base = '/repos/harbor-goods/checkout-api';
const iso = (at: number) => new Date(at).toISOString();

function world(repositories = ['checkout-api']) {
  const fake = fakeGitHub();
  for (const repo of repositories) quiet(fake, repo);
  const config = { owner: 'harbor-goods', repositories, token: 'secret-token' };
  return { fake, connection: github.connect(config, fake.tools) };
}

function quiet(fake: FakeGitHub, repo: string): void {
  fake.answer(`/repos/harbor-goods/${repo}`, aRepository(repo));
  fake.answer(`/repos/harbor-goods/${repo}/actions/runs`, { total_count: 0, workflow_runs: [] });
  fake.answer(`/repos/harbor-goods/${repo}/deployments`, []);
}

const runsAre = (fake: FakeGitHub, ...runs: unknown[]) =>
  fake.answer(`${base}/actions/runs`, { total_count: runs.length, workflow_runs: runs });
const jobsAre = (fake: FakeGitHub, runId: number, ...jobs: unknown[]) =>
  fake.answer(`${base}/actions/runs/${runId}/jobs`, { total_count: jobs.length, jobs });
const statesAre = (fake: FakeGitHub, id: number, ...states: unknown[]) =>
  fake.answer(`${base}/deployments/${id}/statuses`, states);

it('delivers a run with its jobs, its workflow, its repository and how long it took', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());

  const batch = await connection.collect(undefined, never);

  expect(batch.resources.map(({ id, kind }) => [id, kind])).toEqual([
    ['github:account', 'github.account'],
    ['github:repository:checkout-api', 'github.repository'],
    ['github:workflow:checkout-api:3', 'github.workflow'],
  ]);
  const [event] = batch.events;
  expect(event).toMatchObject({
    id: 'github:run:7',
    resourceId: 'github:workflow:checkout-api:3',
    outcome: 'succeeded',
    title: 'checkout-api CI on main',
  });
  expect(RunData.parse(event?.data)).toMatchObject({
    runId: '7',
    repository: 'harbor-goods/checkout-api',
    author: 'sofia',
    message: 'Raise the pool',
    startedAt: start - 600_000,
    finishedAt: start - 475_000,
    jobs: [{ id: '71', name: 'build', status: 'success', logRef: 'checkout-api/71' }],
  });
  expect(batch.samples).toEqual([
    {
      resourceId: 'github:workflow:checkout-api:3',
      metric: 'run.duration.ms',
      value: 125_000,
      at: start - 475_000,
    },
    { resourceId: 'github:account', metric: 'rate-limit.remaining.count', value: 4_995, at: start },
  ]);
  expect(batch.complete).toContain('github.repository');
});

it('pays nothing for a collect in which nothing changed', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());
  const { cursor } = await connection.collect(undefined, never);
  fake.asked.length = 0;

  await connection.collect(cursor, never);

  expect(fake.asked).toHaveLength(3);
  expect(fake.asked.every((call) => call.endsWith(' 304'))).toBe(true);
});

it('sees the end of a run that has left the first page', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ status: 'in_progress', conclusion: null }));
  jobsAre(fake, 7, aJob({ status: 'in_progress', conclusion: null, completed_at: null }));
  const first = await connection.collect(undefined, never);
  expect(first.events[0]).toMatchObject({ outcome: 'running' });

  runsAre(fake, aRun({ id: 8 }));
  jobsAre(fake, 8, aJob({ id: 81 }));
  fake.answer(`${base}/actions/runs/7`, aRun({ conclusion: 'failure' }));
  jobsAre(fake, 7, aJob({ conclusion: 'failure' }));
  const second = await connection.collect(first.cursor, never);

  expect(second.events.find(({ id }) => id === 'github:run:7')).toMatchObject({ outcome: 'failed' });
  const third = await connection.collect(second.cursor, never);
  expect(JSON.parse(third.cursor ?? '').repositories['checkout-api'].going).toEqual([]);
});

it('forgets a run that was deleted while it was going', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ status: 'queued', conclusion: null }));
  jobsAre(fake, 7);
  const first = await connection.collect(undefined, never);

  runsAre(fake);
  const second = await connection.collect(first.cursor, never);

  expect(second.problems).toEqual([]);
  expect(second.events).toEqual([]);
});

it('delivers a re-run of an old run with its new jobs', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ id: 9 }), aRun());
  for (const id of [7, 9]) jobsAre(fake, id, aJob({ id: id * 10 }));
  const first = await connection.collect(undefined, never);

  runsAre(
    fake,
    aRun({ id: 9 }),
    aRun({ run_attempt: 2, status: 'in_progress', conclusion: null, updated_at: iso(start + 300_000) }),
  );
  jobsAre(fake, 7, aJob({ id: 72, status: 'in_progress', conclusion: null, completed_at: null }));
  const second = await connection.collect(first.cursor, never);

  const again = second.events.find(({ id }) => id === 'github:run:7');
  expect(again?.data).toMatchObject({
    attempt: 2,
    status: 'running',
    jobs: [{ id: '72', status: 'running' }],
  });
});

it('finds a re-run that is too old for the first page among those in progress', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());
  const first = await connection.collect(undefined, never);

  fake.answer(`${base}/actions/runs?status=in_progress`, {
    workflow_runs: [aRun({ id: 2, run_attempt: 3, status: 'in_progress', conclusion: null })],
  });
  jobsAre(fake, 2);
  const second = await connection.collect(first.cursor, never);

  expect(second.events.map(({ id }) => id)).toContain('github:run:2');
});

it('follows pages after a pause until it reaches what it has seen', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());
  const first = await connection.collect(undefined, never);

  const late = { created_at: iso(start + 60_000), updated_at: iso(start + 90_000) };
  const page = (number: number, runs: unknown[]) => {
    const url = `${base}/actions/runs?page=${number}`;
    const link = `<https://api.github.com${base}/actions/runs?page=${number + 1}>; rel="next"`;
    fake.answer(url, Response.json({ workflow_runs: runs }, { headers: { link } }));
  };
  page(1, [aRun({ id: 11, ...late })]);
  page(2, [aRun({ id: 10, ...late }), aRun()]);
  for (const id of [10, 11]) jobsAre(fake, id, aJob({ id: id * 10 }));
  const second = await connection.collect(first.cursor, never);

  expect(second.events.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['github:run:11', 'github:run:10']),
  );
  expect(fake.asked.some((call) => call.includes('page=3'))).toBe(false);
});

it('asks for the jobs of a finished run only once', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());

  await connection.collect(undefined, never);
  await connection.collect(undefined, never);

  expect(fake.asked.filter((call) => call.includes('/jobs'))).toHaveLength(1);
});

it('counts a deploying run as a deployment by the default, one that was skipped as none', async () => {
  const { fake, connection } = world();
  const deploy = { name: 'Deploy', display_title: 'Deploy v2.31.0' };
  runsAre(fake, aRun(deploy), aRun({ id: 6 }), aRun({ ...deploy, id: 5, conclusion: 'skipped' }));
  for (const id of [5, 6, 7]) jobsAre(fake, id);

  const { events } = await connection.collect(undefined, never);
  const counted = events.map((event) => connection.countsAs?.(event, []));

  expect(events.map(({ kind }) => kind)).toEqual(['pipeline-run', 'pipeline-run', 'pipeline-run']);
  expect(counted.map((one) => [one?.id, one?.serviceId, one?.deployment !== undefined])).toEqual([
    ['github:deployment:run-7', 'github:repository:checkout-api', true],
    ['github:deployment:run-6', 'github:repository:checkout-api', false],
    ['github:deployment:run-5', 'github:repository:checkout-api', false],
  ]);
  const [{ deployment } = {}] = counted.flatMap((one) => one ?? []);
  expect(deployment).toMatchObject({
    id: 'github:deployment:run-7',
    title: 'checkout-api deploy to production',
    resourceId: 'github:repository:checkout-api',
  });
  expect(DeploymentData.parse(deployment?.data)).toMatchObject({
    service: 'checkout-api',
    environment: 'production',
    version: 'v2.31.0',
    runId: '7',
  });
});

it('counts a run by the rules of people before the default', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Nightly' }));
  jobsAre(fake, 7);
  const rule = { repository: '*', workflow: 'night*', branch: 'main', target: 'staging' } as const;

  const { events } = await connection.collect(undefined, never);
  const [counted] = events.map((event) => connection.countsAs?.(event, [rule]));

  expect(counted).toMatchObject({ rule: 0, deployment: { data: { environment: 'staging', runId: '7' } } });
});

it('never shows a GitHub Deployment and the run that made it as two', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Deploy' }));
  jobsAre(fake, 7, aJob());
  fake.answer(`${base}/deployments`, [
    aDeployment({ environment: 'staging', payload: { version: 'v2.31.0' } }),
  ]);
  statesAre(fake, 900, aState({ state: 'inactive' }), aState(), aState({ state: 'in_progress' }));

  const batch = await connection.collect(undefined, never);

  const deployments = batch.events.filter(({ kind }) => kind === 'deployment');
  expect(deployments.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['github:deployment:900', 'succeeded'],
  ]);
  expect(deployments[0]?.data).toMatchObject({
    environment: 'staging',
    version: 'v2.31.0',
    runId: '7',
    finishedAt: start - 400_000,
  });
});

it('watches a deployment until it has ended', async () => {
  const { fake, connection } = world();
  fake.answer(`${base}/deployments`, [aDeployment({ updated_at: iso(start - 490_000) })]);
  statesAre(fake, 900, aState({ state: 'in_progress' }));
  const first = await connection.collect(undefined, never);
  expect(first.events[0]).toMatchObject({ outcome: 'running', data: { finishedAt: null } });

  statesAre(fake, 900, aState({ state: 'failure' }), aState({ state: 'in_progress' }));
  const second = await connection.collect(first.cursor, never);

  expect(second.events[0]).toMatchObject({ id: 'github:deployment:900', outcome: 'failed' });
});

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

it('starts again from the recent past when its cursor cannot be read', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());

  expect((await connection.collect('{"v":99}', never)).events).toHaveLength(1);
});
