import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { afterBatch, connecting } from './health.ts';
import { connectionStore } from './store.ts';

const seed = { id: 'host', source: 'host', title: 'harbor-01', demo: false };
const problem = { part: 'disk', reason: 'malformed', message: 'it’s "unreadable"', fix: null } as const;

describe.each(testDatabases)('connections on %s', (_engine, open) => {
  let database: Database;
  let store: ReturnType<typeof connectionStore>;

  beforeAll(async () => {
    database = await open();
    store = connectionStore(database.sql);
  });
  beforeEach(async () => {
    await database.sql.execute(sql`truncate connection`);
    await store.seed(seed, 0);
  });
  afterAll(() => database.close());

  const lease = (owner: string, now: number) => store.lease('host', { owner, now, until: now + 100 });

  it('gives the lease to one at a time, and to the next when it has run out', async () => {
    const [first, second] = await Promise.all([lease('a', 0), lease('b', 0)]);
    expect([first, second].filter(Boolean)).toHaveLength(1);
    const loser = first ? 'b' : 'a';

    expect(await lease(loser, 50)).toBeUndefined();
    expect(await lease(loser, 101)).toMatchObject({ fence: 2 });
  });

  it('lets nobody save who has lost the lease', async () => {
    const old = await lease('a', 0);
    await lease('b', 200);
    const health = afterBatch(connecting(0), [], 1);

    expect(await store.save('host', old?.fence ?? -1, { cursor: 'stolen', health })).toBe(false);
    expect(await lease('b', 201)).toMatchObject({ cursor: undefined, health: { state: 'connecting' } });
  });

  it('keeps the fence while the same owner renews', async () => {
    const first = await lease('a', 0);

    expect((await lease('a', 10))?.fence).toBe(first?.fence);
  });

  it('gives back the cursor and the health it was given, and keeps both when seeded again', async () => {
    const { fence = -1 } = (await lease('a', 0)) ?? {};
    const health = afterBatch(connecting(0), [problem], 7);
    await store.save('host', fence, { cursor: '{"since":"é"}', health });
    await store.seed({ ...seed, title: 'renamed' }, 9);

    expect(await lease('a', 10)).toEqual({
      ...{ fence, cursor: '{"since":"é"}', history: 'reading', health },
    });
    expect(await store.healths()).toEqual(new Map([['host', health]]));
  });

  it('remembers whose history people have stopped, also when it is seeded again', async () => {
    await store.setHistory('host', 'stopped');
    await store.seed(seed, 9);
    expect(await store.stopped()).toEqual(new Set(['host']));
    expect(await lease('a', 0)).toMatchObject({ history: 'stopped' });

    await store.setHistory('host', 'reading');
    expect(await store.stopped()).toEqual(new Set());
  });
});
