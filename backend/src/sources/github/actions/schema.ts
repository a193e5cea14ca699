import { z } from 'zod';

/** Only the fields we read. */
export const Repository = z.object({ archived: z.boolean(), full_name: z.string() });
export const Workflow = z.object({ state: z.string(), name: z.string(), path: z.string() });
export type Workflow = z.infer<typeof Workflow>;

export const PendingDeployments = z.array(
  z.object({
    environment: z.object({ id: z.int(), name: z.string() }),
    current_user_can_approve: z.boolean(),
  }),
);
export type PendingDeployments = z.infer<typeof PendingDeployments>;

export const Tags = z.array(z.object({ name: z.string(), commit: z.object({ sha: z.string() }) }));
export type Tags = z.infer<typeof Tags>;
export const Branches = z.array(z.object({ name: z.string() }));

/** Nothing is said where GitHub is older than the question. */
export const Dispatched = z
  .object({ workflow_run_id: z.int().transform(String) })
  .transform(({ workflow_run_id }) => workflow_run_id);
export const Created = z.object({ id: z.int().transform(String) }).transform(({ id }) => id);

/** What has to be live at the end: an environment's own name and a commit. */
const Live = z.object({ environment: z.string(), sha: z.string(), text: z.string() });

/** What is asked of GitHub, as it is stored with the action. */
export const Plan = z.discriminatedUnion('ask', [
  z.object({
    ask: z.enum(['rerun', 'rerun-failed', 'cancel']),
    repo: z.string(),
    runId: z.string(),
    attempt: z.int(),
    live: Live.nullable(),
  }),
  z.object({
    ask: z.literal('review'),
    repo: z.string(),
    runId: z.string(),
    environments: z.array(z.int()),
    verdict: z.enum(['approved', 'rejected']),
    comment: z.string(),
  }),
  z.object({
    ask: z.literal('dispatch'),
    repo: z.string(),
    workflowId: z.string(),
    ref: z.string(),
    inputs: z.record(z.string(), z.string()),
    live: Live.nullable(),
  }),
  z.object({
    ask: z.literal('deployment'),
    repo: z.string(),
    /** The one that is made again, with what it told its workflow. */
    like: z.string(),
    description: z.string(),
    live: Live,
  }),
]);
export type Plan = z.infer<typeof Plan>;
export type PlanTo<Ask extends Plan['ask']> = Extract<Plan, { ask: Ask }>;

const RunWatch = z.object({
  for: z.enum(['success', 'stop', 'review']),
  repo: z.string(),
  runId: z.string(),
  attempt: z.int(),
  live: Live.nullable(),
});
export type RunWatch = z.infer<typeof RunWatch>;

/** A run that GitHub was asked for without saying which it became. */
const NewRunWatch = z.object({
  for: z.literal('new-run'),
  repo: z.string(),
  workflowId: z.string(),
  ref: z.string(),
  askedAt: z.int(),
  /** Who asked; null where that is not known. */
  actor: z.string().nullable(),
  live: Live.nullable(),
});
export type NewRunWatch = z.infer<typeof NewRunWatch>;

const DeploymentWatch = z.object({
  for: z.literal('deployment'),
  repo: z.string(),
  deploymentId: z.string(),
  live: Live,
});
export type DeploymentWatch = z.infer<typeof DeploymentWatch>;

export const Watch = z.discriminatedUnion('for', [RunWatch, NewRunWatch, DeploymentWatch]);
