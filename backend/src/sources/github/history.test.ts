import { GitHubAccountAttributes, RunData } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { Batch } from '../source.ts';
import { aJob, aRepository, aRun, fakeGitHub, start } from './fake-github.fixture.ts';
import { sliceOf } from './history.ts';
import { github } from './index.ts';
import { WorkflowRun } from './schema.ts';

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
