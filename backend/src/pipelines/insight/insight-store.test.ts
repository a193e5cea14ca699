import type { RunData, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { rememberStore } from '../../signals/remember-store.ts';
import { emptyBatch } from '../../signals/testing.ts';
import { deployment } from '../deployed.fixture.ts';
import { deployedStore } from '../deployed-store.ts';
import { attemptStore } from './attempt-store.ts';
import { insightStore } from './insight-store.ts';

const now = 1_790_000_000_000;

function run(attempt: number, rawStatus: string, more: Partial<RunData> = {}): SourceEvent {
  const ok = rawStatus === 'success';
  const times = { startedAt: now + attempt, updatedAt: now + attempt, finishedAt: now + attempt + 9 };
  const data: RunData = {
    ...{ runId: '7', workflow: 'CI', repository: 'harbor/api', branch: 'main', sha: 'aaa', author: 'a' },
    ...{
      message: 'm',
      status: ok ? 'success' : 'failed',
      rawStatus,
      attempt,
      url: 'u',
      committedAt: 5,
      ...times,
    },
    jobs: [
      { ...{ id: '1', name: 'e2e', url: null, logRef: 'api/1', ...times }, status: 'failed', rawStatus },
    ],
    ...more,
  };
  const outcome = ok ? 'succeeded' : 'failed';
  return {
    ...{ id: `github:run:${data.runId}`, resourceId: 'w', kind: 'pipeline-run', outcome, title: 't', data },
    at: data.startedAt,
  };
}
const deployed = (...input: Parameters<typeof deployment>): SourceEvent => {
  const { id, resourceId, data } = deployment(...input);
  const outcome = data.status === 'success' ? 'succeeded' : 'failed';
  return { id, resourceId, data, kind: 'deployment', outcome, title: 't', at: Number(data.startedAt) };
};

describe.each(testDatabases)('figures on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  beforeEach(() => database.sql.execute(sql`truncate event, run_attempt`));
  afterAll(() => database.close());

  const store = async (events: SourceEvent[], connectionId = 'github') => {
    await attemptStore(database.sql).keep(events);
    await rememberStore(database.sql).remember(connectionId, { ...emptyBatch, events }, now);
  };
  const runs = (from = 0) => insightStore(database.sql).runs(['github'], { from, to: now + 100 });

  it('reads of a run what figures need, in the window and of what is watched', async () => {
    await store([run(1, 'success')]);
    await store([{ ...run(1, 'success', { runId: '8' }) }], 'gone');

    expect(await runs(now + 2)).toEqual([]);
    expect(await runs()).toEqual([
      {
        ...{ connectionId: 'github', repository: 'harbor/api', workflow: 'CI', runId: '7', sha: 'aaa' },
        ...{ outcome: 'succeeded', attempt: 1, startedAt: now + 1, finishedAt: now + 10, committedAt: 5 },
        jobs: [{ name: 'e2e', rawStatus: 'success', startedAt: now + 1 }],
        earlier: [],
      },
    ]);
  });

  it('keeps how the jobs of each attempt ended that a later one replaced, however often it is delivered', async () => {
    await store([run(1, 'failure')]);
    await store([run(2, 'timed_out')]);
    await store([run(2, 'timed_out')]);
    await store([run(3, 'success')]);
    await store([run(3, 'success')]);

    expect(await runs()).toMatchObject([
      {
        jobs: [{ rawStatus: 'success' }],
        earlier: [[{ name: 'e2e', rawStatus: 'failure' }], [{ name: 'e2e', rawStatus: 'timed_out' }]],
      },
    ]);
  });

  it('keeps nothing of an attempt whose end was never seen', async () => {
    await store([run(1, 'in_progress', { finishedAt: null })]);
    await store([run(2, 'success')]);

    expect(await runs()).toMatchObject([{ attempt: 2, earlier: [] }]);
  });

  it('reads deployments to production, and since when a service is known', async () => {
    const failed = { status: 'failed', rawStatus: 'failure' } as const;
    await store([
      deployed('s', 1, 'aaa', { environment: 'staging' }),
      deployed('p', 2, 'aaa'),
      deployed('q', 3, 'bbb', failed),
    ]);
    const { deploys, knownSince } = insightStore(database.sql);
    const hour = 3_600_000;

    const found = await deploys(['github'], { from: 0, to: now });
    expect(found.toSorted((a, b) => a.at - b.at)).toMatchObject([
      { sha: 'aaa', went: 'well', at: 2.1 * hour },
      { sha: 'bbb', went: 'badly' },
    ]);
    expect(await knownSince(['github'])).toEqual(new Map([['github:repository:api', hour]]));
  });

  it('finds the newest deployments of each environment, however many another one has', async () => {
    const many = Array.from({ length: 60 }, (_, i) =>
      deployed(`p${i}`, i + 2, 'aaa', { environment: 'preview' }),
    );
    await store([deployed('p', 1, 'aaa'), ...many, deployed('w', 1, 'aaa', { service: 'web' })]);
    const { everywhere, of } = deployedStore(database.sql);
    const ids = (events: readonly { id: string }[]) => new Set(events.map(({ id }) => id));

    const all = ids(await everywhere(['github']));
    expect(all.size).toBe(52);
    expect(all.has('p') && all.has('w') && all.has('p59') && !all.has('p9')).toBe(true);
    expect(ids(await of('github:repository:api')).size).toBe(51);
    expect(await everywhere(['gone'])).toEqual([]);
  });
});
