import { GitHubAccountAttributes, RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { Batch } from '../source.ts';
import { aDeployment, aJob, aRepository, aRun, aState, fakeGitHub, start } from './fake-github.fixture.ts';
import { sliceOf } from './history.ts';
import { github } from './index.ts';
import { deploymentSliceOf, olderAfter, type PageAsked, pageAfter } from './older-deployments.ts';
import { GitHubDeployment, WorkflowRun } from './schema.ts';

const never = new AbortController().signal;
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
const hour = 3_600_000;

/** Each repository has one run an hour, newest first, ids from 1_000 downwards. */
function world(repositories: string[], { runs, days = 30 }: { runs: number; days?: number }) {
  const fake = fakeGitHub();
  const older: string[] = [];
  for (const [at, repo] of repositories.entries()) {
    const all = Array.from({ length: runs }, (_, age) => {
      const createdAt = iso(start - 600_000 - age * hour);
      return aRun({
        id: (at + 1) * 10_000 - age,
        ...{ created_at: createdAt, run_started_at: createdAt, updated_at: createdAt },
      });
    });
    const path = `/repos/harbor-goods/${repo}`;
    fake.answer(path, aRepository(repo));
    fake.answer(`${path}/deployments`, []);
    fake.answer(`${path}/actions/runs?status=in_progress`, { total_count: 0, workflow_runs: [] });
    for (const { id } of all.slice(0, 50))
      fake.answer(`${path}/actions/runs/${id}/jobs`, { total_count: 1, jobs: [aJob({ id, run_id: id })] });
    fake.answer(`${path}/actions/runs`, (url: URL) => {
      const until = url.searchParams.get('created')?.slice(2);
      if (until) older.push(repo);
      const fitting = until ? all.filter(({ created_at }) => created_at <= until) : all;
      const more = fitting.length > 50 ? { link: '<https://api.github.com/x>; rel="next"' } : {};
      return Response.json(
        { total_count: fitting.length, workflow_runs: fitting.slice(0, 50) },
        { headers: more },
      );
    });
  }
  const connect = () =>
    github.connect({ owner: 'harbor-goods', repositories, token: 't', historyDays: days }, fake.tools);
  return { fake, connect, older };
}

const runsOf = ({ events }: Batch) =>
  events.filter(({ kind }) => kind === 'pipeline-run').map(({ data }) => RunData.parse(data));
const progressOf = ({ resources }: Batch) => GitHubAccountAttributes.parse(resources[0]?.attributes).progress;

it('reads older runs in slices, each going on where the cursor says, also after a restart', async () => {
  const { connect } = world(['api', 'web'], { runs: 180 });
  const seen = new Map<string, number>();
  const words: (string | undefined)[] = [];
  let cursor: string | undefined;
  for (let look = 0; look < 4; look++) {
    const batch = await connect().collect(cursor, never);
    for (const { runId, jobs } of runsOf(batch)) seen.set(runId, Math.max(seen.get(runId) ?? 0, jobs.length));
    words.push(progressOf(batch));
    cursor = batch.cursor;
  }

  expect(seen.size).toBe(360);
  expect([...seen.values()].filter((jobs) => jobs > 0)).toHaveLength(100);
  expect(words).toEqual([
    'History: 0 of 2 repositories, 198 runs so far',
    'History: 0 of 2 repositories, 296 runs so far',
    undefined,
    undefined,
  ]);
});

it('never delivers a run twice in two ways: its jobs stay', async () => {
  const { connect } = world(['api'], { runs: 120 });
  const connection = connect();
  let cursor: string | undefined;
  for (let look = 0; look < 4; look++) {
    const batch = await connection.collect(cursor, never);
    cursor = batch.cursor;
    const ids = runsOf(batch).map(({ runId }) => runId);
    expect(new Set(ids).size).toBe(ids.length);
    const withoutJobs = runsOf(batch).filter(({ jobs }) => jobs.length === 0);
    expect(withoutJobs.every(({ runId }) => Number(runId) <= 10_000 - 50)).toBe(true);
  }
});

it('reads no further back than it should, and nothing at all with 0 days', async () => {
  const threeDays = world(['api'], { runs: 500, days: 3 });
  let cursor: string | undefined;
  const ids = new Set<string>();
  for (let look = 0; look < 6; look++) {
    const batch = await threeDays.connect().collect(cursor, never);
    cursor = batch.cursor;
    for (const { runId } of runsOf(batch)) ids.add(runId);
  }
  expect(ids.size).toBe(72);
  expect(threeDays.older).toHaveLength(1);

  const none = world(['api'], { runs: 500, days: 0 });
  expect(progressOf(await none.connect().collect(undefined, never))).toBeUndefined();
  expect(none.older).toEqual([]);
});

it('brings the newest runs while the history cannot be read', async () => {
  const { connect, fake } = world(['api'], { runs: 200 });
  const refuse = () => Response.json({ message: 'Oops' }, { status: 500 });
  const path = '/repos/harbor-goods/api/actions/runs';
  fake.answer(`${path}?created=<=${iso(start - 600_000 - 49 * hour)}`, refuse);

  const batch = await connect().collect(undefined, never);

  expect(runsOf(batch)).toHaveLength(50);
  expect(batch.problems).toEqual([]);
  expect(progressOf(batch)).toBe('History: 0 of 1 repositories, 50 runs so far');
});

it('reads no older runs while that is stopped, brings what is new, and goes on where it was', async () => {
  const { connect, older } = world(['api'], { runs: 180 });
  const connection = connect();
  let batch = await connection.collect(undefined, never);
  for (let look = 0; look < 2; look++) {
    batch = await connection.collect(batch.cursor, never, 'stopped');
    expect(progressOf(batch)).toBe('History stopped at 0 of 1 repositories, 99 runs so far');
  }
  expect(older).toHaveLength(1);
  for (let look = 0; look < 2; look++) batch = await connection.collect(batch.cursor, never, 'reading');

  expect(progressOf(batch)).toBeUndefined();
  expect(older).toHaveLength(3);
});

/** A deployment an hour, newest first, of which each says that it went well. */
function deploying(fake: ReturnType<typeof fakeGitHub>, count: number) {
  const path = '/repos/harbor-goods/api/deployments';
  const all = Array.from({ length: count }, (_, age) => {
    const at = iso(start - 600_000 - age * hour);
    return aDeployment({ id: 9_000 - age, created_at: at, updated_at: at });
  });
  for (const { id } of all) fake.answer(`${path}/${id}/statuses`, [aState()]);
  fake.answer(path, (url: URL) => {
    const [page, size] = ['page', 'per_page'].map((name) => Number(url.searchParams.get(name))) as [
      number,
      number,
    ];
    const link = page * size < all.length ? { link: '<https://api.github.com/x>; rel="next"' } : {};
    return Response.json(all.slice((page - 1) * size, page * size), { headers: link });
  });
  return all;
}
const deploymentsOf = ({ events }: Batch) =>
  events.filter(({ kind }) => kind === 'deployment').map(({ id }) => id);

it.each([
  ['all there are', 30, 70],
  ['those of the days that are wanted', 2, 48],
  ['the newest alone with 0 days', 0, 20],
])('reads older deployments with what became of them: %s', async (_name, days, wanted) => {
  const { fake, connect } = world(['api'], { runs: 10, days });
  deploying(fake, 70);
  const seen = new Map<string, unknown>();
  let cursor: string | undefined;
  for (let look = 0; look < 6; look++) {
    const batch = await connect().collect(cursor, never);
    cursor = batch.cursor;
    for (const { id, outcome } of batch.events.filter(({ kind }) => kind === 'deployment'))
      seen.set(id, outcome);
    if (look === 0 && days > 2)
      expect(progressOf(batch)).toBe('History: 0 of 1 repositories, 10 runs and 40 deployments so far');
  }

  expect(seen.size).toBe(wanted);
  expect(new Set(seen.values())).toEqual(new Set(['succeeded']));
});

it.each([
  ['some of the newest are deleted', (all: unknown[]) => all.splice(0, 7)],
  ['all that were read are deleted', (all: unknown[], read: number) => all.splice(0, read)],
  ['the last one that was read is deleted', (all: unknown[], read: number) => all.splice(read - 1, 1)],
])('passes over no older deployment when meanwhile %s', async (_name, change) => {
  const { fake, connect } = world(['api'], { runs: 10 });
  const all = deploying(fake, 330);
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let look = 0; look < 20; look++) {
    const batch = await connect().collect(cursor, never);
    cursor = batch.cursor;
    for (const id of deploymentsOf(batch)) seen.add(id);
    if (look === 2) change(all, seen.size);
  }
  for (const { id } of all) expect(seen).toContain(`github:deployment:${id}`);
});

it('finds its place again when more came than a page holds', () => {
  const list = Array.from({ length: 300 }, (_, age) => {
    const at = iso(start - age * 1_000);
    return GitHubDeployment.parse(aDeployment({ id: 9_000 - age, created_at: at, updated_at: at }));
  });
  const pageOf = ({ number, size }: PageAsked) => ({
    value: list.slice((number - 1) * size, number * size),
    hasNext: number * size < list.length,
  });
  // When twenty had been read there were 150 fewer before them.
  let history = olderAfter(list.slice(150, 170), false);
  const seen: string[] = [];
  for (let look = 0; look < 12 && history.state === 'going'; look++) {
    const asked = pageAfter(history);
    const slice = deploymentSliceOf(history, asked, pageOf(asked), 0);
    seen.push(...slice.deployments.map(({ id }) => id));
    history = slice.deploymentHistory;
  }
  expect(seen).toEqual(list.slice(170).map(({ id }) => id));
});

it('goes on where a version stopped that remembered less', async () => {
  const { fake, connect } = world(['api'], { runs: 10 });
  deploying(fake, 70);
  const first = await connect().collect(undefined, never);
  const old = JSON.parse(first.cursor ?? '');
  for (const one of Object.values<Record<string, unknown>>(old.repositories))
    one.deploymentHistory = { state: 'going', page: 2, read: 20 };
  const seen = new Set(deploymentsOf(first));
  let cursor: string | undefined = JSON.stringify(old);
  for (let look = 0; look < 4; look++) {
    const batch = await connect().collect(cursor, never);
    cursor = batch.cursor;
    for (const id of deploymentsOf(batch)) seen.add(id);
  }
  expect(seen.size).toBe(70);
});

it('asks for no older deployment twice, and begins when they may be read at last', async () => {
  const { fake, connect } = world(['api'], { runs: 10 });
  const path = '/repos/harbor-goods/api/deployments';
  fake.answer(path, () => Response.json({ message: 'Resource not accessible' }, { status: 403 }));
  const connection = connect();
  let batch = await connection.collect(undefined, never);
  expect(deploymentsOf(batch)).toEqual([]);
  deploying(fake, 70);
  for (let look = 0; look < 5; look++) batch = await connection.collect(batch.cursor, never);

  const pages = fake.asked.filter((one) => /\/deployments\?.*per_page=(?!20\b)/.test(one));
  expect(pages).toHaveLength(3);
});

it('brings the stages of a run that was read without them', async () => {
  const { connect } = world(['api'], { runs: 120 });
  const connection = connect();
  const { events } = await connection.collect(undefined, never);
  const run = events.map(({ data }) => RunData.safeParse(data).data).find((one) => one?.runId === '9970');
  if (!run) throw new Error('It is among the newest');
  const stages = await connection.stages?.({ ...run, jobs: [] }, never);

  expect(stages).toEqual({ jobs: run.jobs, finishedAt: run.finishedAt });
  expect(await connection.stages?.({ ...run, runId: '1' }, never)).toBeUndefined();
});

it('loses none of the runs that began in the same second at the edge of a page', () => {
  const at = start - hour;
  const runs = [5, 4, 3, 2, 1].map((id) =>
    WorkflowRun.parse(aRun({ id, created_at: iso(id === 1 ? at - hour : at), updated_at: iso(at) })),
  );
  const begun = { state: 'going', before: at, edge: ['5'], runs: 1, begunAt: start } as const;

  const first = sliceOf({ ...begun, edge: ['5'] }, { value: runs.slice(0, 3), hasNext: true }, 0);
  expect(first.runs.map(({ id }) => id)).toEqual(['4', '3']);
  const stuck = sliceOf(first.history, { value: runs.slice(0, 3), hasNext: true }, 0);
  expect(stuck.runs).toEqual([]);
  expect(stuck.history.before).toBe(at - 1_000);
  const rest = sliceOf(first.history, { value: runs, hasNext: false }, 0);
  expect(rest.runs.map(({ id }) => id)).toEqual(['2', '1']);
  expect(rest.history.state).toBe('done');
});
