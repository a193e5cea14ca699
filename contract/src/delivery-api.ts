import { z } from 'zod';
import { Comparison, ServiceEnvironments } from './environments.ts';
import { Insight, InsightWindow } from './insight.ts';
import { type Route, route } from './route.ts';

const id = z.string().min(1).max(200);
const read = { method: 'GET', role: 'viewer', scope: 'deployments:read' } as const;

/** What the deployments and runs add up to. */
export const deliveryApi = {
  listEnvironments: route({
    ...read,
    path: '/environments',
    summary: 'What is live where, since when and by whom, and how far production is behind staging',
    input: z.object({}),
    reply: z.object({ services: z.array(ServiceEnvironments) }),
  }),
  compareDeployments: route({
    ...read,
    path: '/deployments/:id/compare',
    summary: 'Commits and files between two deployments; without `with`, since the one that was live before',
    input: z.object({ id, with: id.optional() }),
    reply: z.object({ comparison: Comparison }),
  }),
  getInsight: route({
    ...read,
    path: '/insight',
    summary: 'How well and how fast workflows run, flaky jobs and the four DORA figures',
    input: z.object({ window: InsightWindow.default('7d') }),
    reply: z.object({ insight: Insight }),
  }),
} satisfies Record<string, Route>;
