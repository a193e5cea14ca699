import type { RunData, RunFilter, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { readStore } from '../signals/read-store.ts';
import { rememberStore } from '../signals/remember-store.ts';
import { emptyBatch } from '../signals/testing.ts';
import { deployment } from './deployed.fixture.ts';
import { runStore } from './run-store.ts';

const now = 1_790_000_000_000;
const minute = 60_000;

/** A run that began so many minutes ago. */
function run(runId: string, minutesAgo: number, more: Partial<RunData> = {}): SourceEvent {
  const at = now - minutesAgo * minute;
  const data: RunData = {
    ...{
      runId,
      workflow: 'CI',
      repository: 'harbor/api',
      branch: 'main',
      sha: 'a41c9e2f00',
      author: 'sofia',
    },
    ...{ message: 'Raise DB pool', status: 'success', rawStatus: 'success', attempt: 1, url: 'u', jobs: [] },
    ...{ startedAt: at, updatedAt: at, finishedAt: at + minute },
    ...more,
  };
  const resourceId = `${data.repository} ${data.workflow}`;
  const kind = 'pipeline-run' as const;
  return { id: `gh:run:${runId}`, resourceId, kind, outcome: 'succeeded', title: 't', at, data };
}

describe.each(testDatabases)('runs on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  beforeEach(() => database.sql.execute(sql`truncate event`));
  afterAll(() => database.close());

  const remember = (events: SourceEvent[], at = now, connectionId = 'gh') =>
    rememberStore(database.sql).remember(connectionId, { ...emptyBatch, events }, at);
  const found = async (filter: RunFilter) =>
    (await runStore(database.sql).list(['gh'], filter, { limit: 10 })).map(({ data }) => data.runId).join('');

  it.each<[RunFilter, string]>([
    [{}, 'abc'],
    [{ status: 'failed' }, 'b'],
    [{ repository: 'harbor/web' }, 'c'],
    [{ workflow: 'CI' }, 'ac'],
    [{ branch: 'main', actor: 'sofia' }, 'ab'],
    [{ environment: 'staging' }, 'b'],
    [{ environment: 'production' }, ''],
    [{ text: 'POOL sofia' }, 'ab'],
    [{ text: "50% o'clock_" }, 'c'],
    [{ text: 'A41C9E2' }, 'abc'],
    [{ text: '   ' }, 'abc'],
    [{ workflow: 'CI', branch: 'main', text: 'lena' }, ''],
  ])('finds by %o the runs that fulfil all of it, newest first, and counts them', async (filter, ids) => {
    const { id, resourceId, data } = deployment('d', 1, 'aaa', { runId: 'b', environment: 'staging' });
    await remember([
      run('c', 3, { repository: 'harbor/web', branch: 'fix', author: 'lena', message: "At 50% o'clock_" }),
      run('a', 1),
      run('b', 2, { workflow: 'Deploy', status: 'failed', rawStatus: 'failure' }),
      { ...{ id, resourceId, data, kind: 'deployment', outcome: 'succeeded', title: 't', at: now } },
    ]);
    await remember([run('x', 0)], now, 'no longer watched');

    expect(await found(filter)).toBe(ids);
    expect(await runStore(database.sql).count(['gh'], filter)).toBe(ids.length);
  });

  it('goes on where a page ended, also among runs that began at the same moment', async () => {
    await remember(['a', 'b', 'c', 'd', 'e'].map((id, i) => run(id, i < 4 ? 5 : 6)));
    const page = async (range: { before?: string; until?: string }) => {
      const at = { at: now - 5 * minute };
      const place = (id: string | undefined) => (id ? { ...at, id: `gh:run:${id}` } : undefined);
      const { before, until } = range;
      const options = { before: place(before), until: place(until), limit: 10 };
      const events = await runStore(database.sql).list(['gh'], {}, options);
      return events.map(({ data }) => data.runId).join('');
    };

    expect(await page({ before: 'b' })).toBe('cde');
    expect(await page({ until: 'b' })).toBe('ab');
    expect(await page({ before: 'a', until: 'c' })).toBe('bc');
  });

  it('offers what there is to choose from once, by name', async () => {
    await remember([run('a', 1), run('b', 2, { branch: 'fix', author: 'lena' }), run('c', 3)]);

    expect(await runStore(database.sql).choices(['gh'])).toEqual({
      repositories: ['harbor/api'],
      workflows: ['CI'],
      branches: ['fix', 'main'],
      actors: ['lena', 'sofia'],
    });
  });

  it('takes the middle of what went well for usual, and nothing for a workflow that never did', async () => {
    const took = (minutes: number, i: number) =>
      run(`${i}`, i, { finishedAt: now - i * minute + minutes * minute });
    await remember([
      ...[1, 3, 100].map(took),
      run('failed', 0, { status: 'failed', finishedAt: now }),
      run('going', 0, { status: 'running', finishedAt: null }),
      run('other', 0, { workflow: 'Deploy', status: 'failed' }),
    ]);
    const usual = await runStore(database.sql).usual(['harbor/api CI', 'harbor/api Deploy']);

    expect([...usual]).toEqual([['harbor/api CI', 3 * minute]]);
  });

  it('tells which runs changed last, however old they are', async () => {
    await remember([run('old', 500), run('new', 1)], now);
    await remember([run('old', 500, { attempt: 2 }), run('new', 1)], now + 1);

    expect(await runStore(database.sql).changed(['gh'], 1)).toEqual([
      { runId: 'old', at: now - 500 * minute, changedAt: now + 1 },
    ]);
    expect((await readStore(database.sql).eventOfRun('pipeline-run', 'old'))?.data.attempt).toBe(2);
  });
});
