import { RunPage } from '@smartops/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Server } from '../platform/http/server.ts';
import { openTestServer } from '../platform/http/test-server.ts';
import type { ListedEvent, Range } from './listed-event-store.ts';
import { runRoutes } from './run-routes.ts';

const asked: object[] = [];
const all = ['a', 'b', 'c'].map(
  (runId, i): ListedEvent => ({
    ...{ id: `gh:run:${runId}`, connectionId: 'gh', resourceId: 'ci', at: 1_000 - i },
    data: {
      ...{ runId, workflow: 'CI', repository: 'harbor/api', branch: 'main', sha: 'a41c9e2f', author: 'ada' },
      ...{ message: 'm', status: 'failed', rawStatus: 'failure', attempt: 1, url: 'u', jobs: [] },
      ...{ startedAt: 1_000 - i, updatedAt: 2_000, finishedAt: 2_000 },
    },
  }),
);
let app: Server;

beforeAll(async () => {
  ({ app } = await openTestServer());
  runRoutes(app, {
    connections: ['gh'],
    isDemo: () => true,
    store: {
      async list(_connections: readonly string[], filter: object, range: Range) {
        asked.push({ ...filter, ...range });
        return all.slice(0, range.limit);
      },
      count: async () => 1_204,
      usual: async () => new Map([['ci', 60_000]]),
    } as never,
  });
});
afterAll(() => app.close());

const page = async (query: string) => RunPage.parse((await app.inject(`/api/runs?${query}`)).json());

it('says where the next page begins, how many there are in all, and what a run usually takes', async () => {
  const { runs, next, total } = await page('limit=2&status=failed&text=pool');

  expect(runs.map(({ id, usualMs, demo }) => ({ id, usualMs, demo }))).toEqual([
    { id: 'a', usualMs: 60_000, demo: true },
    { id: 'b', usualMs: 60_000, demo: true },
  ]);
  expect({ next, total }).toEqual({ next: '999~gh:run:b', total: 1_204 });
  expect(asked.at(-1)).toMatchObject({ status: 'failed', text: 'pool' });
});

it('goes on from there, without counting again, and says where the list ends', async () => {
  const { next, total } = await page('limit=3&before=999~gh:run:b&until=5~gh:run:x');

  expect(asked.at(-1)).toMatchObject({
    before: { at: 999, id: 'gh:run:b' },
    until: { at: 5, id: 'gh:run:x' },
  });
  expect({ next, total }).toEqual({ next: null, total: null });
});

it.each(['before=gone', 'status=odd', 'environment=moon', 'limit=201'])('refuses %s', async (query) => {
  expect((await app.inject(`/api/runs?${query}`)).statusCode).toBe(400);
});
