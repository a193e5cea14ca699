import { z } from 'zod';
import { DeploymentChoices, DeploymentFilter, DeploymentPage } from './deployments.ts';
import { Comparison, ServiceEnvironments } from './environments.ts';
import { Insight, InsightWindow } from './insight.ts';
import { type Route, route } from './route.ts';
import { RunChoices, RunFilter, RunPage, RunPlace } from './runs.ts';

const id = z.string().min(1).max(200);
const read = { method: 'GET', role: 'viewer', scope: 'deployments:read' } as const;

const page = {
  /** Those after this place. */
  before: RunPlace.optional(),
  /** Those up to this place and with it. */
  until: RunPlace.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** What the deployments and runs add up to. */
export const deliveryApi = {
  listRuns: route({
    ...read,
    path: '/runs',
    summary: 'Workflow runs of all history that fulfil a filter, newest first, page by page',
    input: RunFilter.extend(page),
    reply: RunPage,
  }),
  listRunChoices: route({
    ...read,
    path: '/runs/choices',
    summary: 'The repositories, workflows, branches and people that runs can be filtered by',
    input: z.object({}),
    reply: z.object({ choices: RunChoices }),
  }),
  listDeploymentHistory: route({
    ...read,
    path: '/deployments/history',
    summary: 'Deployments of all history that fulfil a filter, newest first, page by page',
    input: DeploymentFilter.extend(page),
    reply: DeploymentPage,
  }),
  listDeploymentChoices: route({
    ...read,
    path: '/deployments/choices',
    summary: 'The services and people that deployments can be filtered by',
    input: z.object({}),
    reply: z.object({ choices: DeploymentChoices }),
  }),
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
