import { RunData } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { readStore } from '../signals/read-store.ts';
import { rememberStore } from '../signals/remember-store.ts';
import { emptyBatch } from '../signals/testing.ts';
import { type Connection, SourceError, type Stages } from '../sources/source.ts';
import { createStageKeeper } from './stage-keeper.ts';
import { stageStore } from './stage-store.ts';

const at = 1_790_000_000_000;
const job: RunData['jobs'][number] = {
  ...{ id: '1', name: 'build', status: 'failed', rawStatus: 'failure', url: null, logRef: 'api/1' },
  ...{ startedAt: at, finishedAt: at + 60_000 },
};
const run: RunData = {
  ...{ runId: '7', workflow: 'CI', repository: 'harbor/api', branch: 'main', sha: 'aaa', author: 'a' },
  ...{ message: 'm', status: 'failed', rawStatus: 'failure', attempt: 1, url: 'u', jobs: [] },
  ...{ startedAt: at, updatedAt: at + 9_000_000, finishedAt: at + 9_000_000 },
};
const id = 'github:run:7';

describe.each(testDatabases)('the stages of an older run on %s', (_engine, open) => {
  let database: Database;
  let now = at;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  beforeEach(() => database.sql.execute(sql`truncate event`));
  afterAll(() => database.close());

  async function stored(data: Partial<RunData> = {}) {
    const event = { id, resourceId: 'w', kind: 'pipeline-run', outcome: 'failed', title: 't', at } as const;
    const events = [{ ...event, data: { ...run, ...data } }];
    await rememberStore(database.sql).remember('github', { ...emptyBatch, events }, at);
    return read();
  }
  async function read() {
    const found = await readStore(database.sql).event(id);
    if (!found) throw new Error('It is not stored');
    return found;
  }
  const jobsOf = ({ data }: { data: unknown }) => RunData.parse(data).jobs.map(({ name }) => name);

  function keeper(answer: () => Promise<Stages | undefined>) {
    let asked = 0;
    const source: Pick<Connection, 'stages'> = {
      stages() {
        asked++;
        return answer();
      },
    };
    const withStages = createStageKeeper({
      ...{ store: stageStore(database.sql), connection: () => source, now: () => now },
    });
    return { withStages, asked: () => asked };
  }
  const stages = async () => ({ jobs: [job], finishedAt: at + 60_000 });

  it('are asked for once, however many open it at once, and kept with the end that they tell', async () => {
    const { withStages, asked } = keeper(stages);
    const event = await stored();
    const seen = await Promise.all([withStages(event), withStages(event), withStages(event)]);

    expect(seen.map(jobsOf)).toEqual([['build'], ['build'], ['build']]);
    expect(jobsOf(await withStages(await read()))).toEqual(['build']);
    expect((await read()).data).toMatchObject({ finishedAt: at + 60_000, message: 'm' });
    expect(asked()).toBe(1);
  });

  it('do not take the place of what came meanwhile: an attempt more, or its own jobs', async () => {
    const { withStages } = keeper(async () => {
      await stored({ attempt: 2 });
      return stages();
    });
    await withStages(await stored());
    expect((await read()).data).toMatchObject({ attempt: 2, jobs: [] });
  });

  it.each([
    ['goes on', { finishedAt: null }],
    ['has them', { jobs: [job] }],
  ])('are not asked for when it %s', async (_why, data) => {
    const { withStages, asked } = keeper(stages);
    await withStages(await stored(data));
    expect(asked()).toBe(0);
  });

  it.each([
    ['has none', async () => undefined],
    [
      'does not answer',
      async () => {
        throw new SourceError('rate-limited', 'GitHub wants no more');
      },
    ],
  ])('leave it as it is when its source %s, which is not asked again for a while', async (_why, answer) => {
    const { withStages, asked } = keeper(answer);
    const event = await stored();
    expect(await withStages(event)).toBe(event);
    await withStages(event);
    expect(asked()).toBe(1);
    now += 11 * 60_000;
    await withStages(event);
    expect(asked()).toBe(2);
  });
});
