import { RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import { base, iso, jobsAre, never, runsAre, world } from './collecting.fixture.ts';
import { aJob, aRun, start } from './fake-github.fixture.ts';

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

it('starts again from the recent past when its cursor cannot be read', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun());
  jobsAre(fake, 7, aJob());

  expect((await connection.collect('{"v":99}', never)).events).toHaveLength(1);
});
