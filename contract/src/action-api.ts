import { z } from 'zod';
import { Action, ActionKind, ActionStatus } from './action.ts';
import { Deployment, Pipeline } from './delivery.ts';
import { type Route, route } from './route.ts';

const byId = z.object({ id: z.string().min(1).max(200) });
const reason = z.string().trim().max(500).optional();
const act = { method: 'POST', role: 'operator', scope: 'actions:write' } as const;
const deployed = { success: z.literal(true), deployment: Deployment, action: Action };
const read = { method: 'GET', role: 'viewer', scope: 'deployments:read' } as const;

/** What changes something outside: proposed, approved, run once, watched, on record. */
export const actionApi = {
  listActions: route({
    ...read,
    path: '/actions',
    summary: 'What people had done, newest first, with what waits for approval and your own proposals',
    input: z.object({
      status: ActionStatus.optional(),
      target: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({ actions: z.array(Action) }),
  }),
  getAction: route({
    ...read,
    path: '/actions/:id',
    summary: 'One action with its steps',
    input: byId,
    reply: z.object({ action: Action }),
  }),
  proposeAction: route({
    ...act,
    path: '/actions',
    summary: 'Looks what an action would do and writes that down; nothing is changed yet',
    input: z.object({
      kind: ActionKind,
      /** Of a pipeline for `rerun`, `rerun-failed`, `cancel` and `review`, else of a deployment. */
      target: z.string().min(1).max(200),
      /** For `review`. */
      verdict: z.enum(['approved', 'rejected']).optional(),
      reason,
    }),
    reply: z.object({ action: Action }),
  }),
  sendAction: route({
    ...act,
    path: '/actions/:id/send',
    summary: 'Shows your proposal to those who may approve it; that of an API key is shown at once',
    input: byId,
    reply: z.object({ action: Action }),
  }),
  approveAction: route({
    ...act,
    path: '/actions/:id/approve',
    summary: 'Lets a proposed action run, once, exactly as it was summarised',
    input: byId.extend({ confirmation: z.string().max(200).optional() }),
    reply: z.object({ action: Action }),
  }),
  rejectAction: route({
    ...act,
    path: '/actions/:id/reject',
    summary: 'Ends a proposed action',
    input: byId.extend({ reason }),
    reply: z.object({ action: Action }),
  }),
  retryDeployment: route({
    ...act,
    path: '/deployments/:id/retry',
    summary: 'Proposes and approves a redeploy of the same version',
    input: byId,
    reply: z.object(deployed),
  }),
  rollbackDeployment: route({
    ...act,
    path: '/deployments/:id/rollback',
    summary: 'Proposes and approves going back to the last version that worked there',
    input: byId,
    reply: z.object(deployed),
  }),
  rerunPipeline: route({
    ...act,
    path: '/pipeline/:id/rerun',
    summary: 'Proposes and approves running it again: all jobs, or those that failed',
    input: byId.extend({ jobs: z.enum(['all', 'failed']).default('all') }),
    reply: z.object({ success: z.literal(true), pipeline: Pipeline, action: Action }),
  }),
  cancelPipeline: route({
    ...act,
    path: '/pipeline/:id/cancel',
    summary: 'Proposes and approves stopping it',
    input: byId,
    reply: z.object({ success: z.literal(true), action: Action }),
  }),
} satisfies Record<string, Route>;
