import { DeploymentPage } from '@smartops/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Server } from '../platform/http/server.ts';
import { openTestServer } from '../platform/http/test-server.ts';
import { deployment } from './deployed.fixture.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import type { Range } from './listed-event-store.ts';

const asked: object[] = [];
const all = ['a', 'b', 'c'].map((id, i) => ({ ...deployment(id, 9, 'a41c9e2f00'), at: 1_000 - i }));
let app: Server;

beforeAll(async () => {
  ({ app } = await openTestServer());
  deploymentRoutes(app, {
    connections: ['github'],
    isDemo: () => true,
    store: {
      async list(_connections: readonly string[], filter: object, range: Range) {
        asked.push({ ...filter, ...range });
        return all.slice(0, range.limit);
      },
      counts: async () => ({ production: 1_204, staging: 7, preview: 0 }),
      usual: async () => new Map([['production github:repository:api', 60_000]]),
    } as never,
  });
});
afterAll(() => app.close());

const page = async (query: string) =>
  DeploymentPage.parse((await app.inject(`/api/deployments/history?${query}`)).json());

it('says where the next page begins, how many there are, and what a deployment usually takes', async () => {
  const { deployments, next, counts } = await page('limit=2&environment=production&text=pool');

  expect(deployments.map(({ id, usualMs, demo }) => ({ id, usualMs, demo }))).toEqual([
    { id: 'a', usualMs: 60_000, demo: true },
    { id: 'b', usualMs: 60_000, demo: true },
  ]);
  expect({ next, counts }).toEqual({ next: '999~b', counts: { production: 1_204, staging: 7, preview: 0 } });
  expect(asked.at(-1)).toMatchObject({ environment: 'production', text: 'pool' });
});

it('goes on from there, without counting again, and says where the list ends', async () => {
  const { next, counts } = await page('limit=3&before=999~b&until=5~x');

  expect(asked.at(-1)).toMatchObject({ before: { at: 999, id: 'b' }, until: { at: 5, id: 'x' } });
  expect({ next, counts }).toEqual({ next: null, counts: null });
});

it.each(['before=gone', 'status=odd', 'environment=moon', 'limit=201'])('refuses %s', async (query) => {
  expect((await app.inject(`/api/deployments/history?${query}`)).statusCode).toBe(400);
});
