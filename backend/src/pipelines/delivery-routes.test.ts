import { Comparison, Insight, ServiceEnvironments } from '@smartops/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Server } from '../platform/http/server.ts';
import { openTestServer } from '../platform/http/test-server.ts';
import { SourceError } from '../sources/source.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { deployment } from './deployed.fixture.ts';
import type { Span } from './insight/facts.ts';

const day = 86_400_000;
const now = 1_790_000_000_000;
const events = [deployment('old', 1, 'aaa'), deployment('new', 2, 'bbb'), deployment('next', 3, 'gone')];
const spans: Span[] = [];
let app: Server;

beforeAll(async () => {
  ({ app } = await openTestServer());
  deliveryRoutes(app, {
    deployed: async () => events,
    deploymentsOf: async () => events,
    event: async (id) => events.find((one) => one.id === id),
    isDemo: () => true,
    now: () => now,
    connection: () => ({
      async compare({ head }) {
        if (head === 'aaa') throw new SourceError('unreachable', 'No answer from api.github.com');
        return head === 'gone' ? undefined : { status: 'ahead', commits: [], total: 0, files: [], url: null };
      },
    }),
    async facts(span) {
      spans.push(span);
      return { runs: [], deploys: [], knownSince: new Map() };
    },
  });
});
afterAll(() => app.close());

const get = async (path: string) => {
  const reply = await app.inject(`/api${path}`);
  return { status: reply.statusCode, body: reply.json() };
};

it('answers what is where as the contract has it', async () => {
  const { status, body } = await get('/environments');

  expect(status).toBe(200);
  expect(ServiceEnvironments.array().parse(body.services)).toMatchObject([
    { name: 'api', demo: true, production: { live: { id: 'next' }, beforeId: 'new' } },
  ]);
});

it('compares two deployments', async () => {
  const { body } = await get('/deployments/new/compare?with=old');

  expect(Comparison.parse(body.comparison)).toMatchObject({ from: { id: 'old' }, to: { id: 'new' } });
});

it.each([
  ['/deployments/x/compare', 404, 'Deployment x does not exist'],
  ['/deployments/next/compare', 404, 'a commit is gone'],
  ['/deployments/old/compare?with=new', 502, 'No answer from api.github.com'],
  ['/insight?window=1h', 400, ''],
])('says why %s cannot be answered', async (path, status, words) => {
  const reply = await get(path);

  expect(reply.status).toBe(status);
  expect(reply.body.detail).toContain(words);
});

it.each([
  ['', 7],
  ['?window=30d', 30],
])('reads two windows for /insight%s and leaves unknown what it has not', async (query, days) => {
  const { body } = await get(`/insight${query}`);
  const insight = Insight.parse(body.insight);

  expect(spans.at(-1)).toEqual({ from: now - 2 * days * day, to: now });
  expect(insight.team.changeFailureRate).toEqual({ value: null, before: null });
  expect(insight.formulas.leadTimeMs).toContain('DORA');
});
