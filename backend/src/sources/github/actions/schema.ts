import { z } from 'zod';

/** Only the fields we read. */
export const Repository = z.object({ archived: z.boolean(), full_name: z.string() });
export const Workflow = z.object({ state: z.string(), name: z.string(), path: z.string() });

export const PendingDeployments = z.array(
  z.object({
    environment: z.object({ id: z.int(), name: z.string() }),
    current_user_can_approve: z.boolean(),
  }),
);
export type PendingDeployments = z.infer<typeof PendingDeployments>;

/** What is asked of GitHub, as it is stored with the action. */
export const Plan = z.discriminatedUnion('ask', [
  z.object({
    ask: z.enum(['rerun', 'rerun-failed', 'cancel']),
    repo: z.string(),
    runId: z.string(),
    attempt: z.int(),
    /** What has to be live at the end: an environment's own name and a commit. */
    live: z.object({ environment: z.string(), sha: z.string(), text: z.string() }).nullable(),
  }),
  z.object({
    ask: z.literal('review'),
    repo: z.string(),
    runId: z.string(),
    environments: z.array(z.int()),
    verdict: z.enum(['approved', 'rejected']),
    comment: z.string(),
  }),
]);
export type Plan = z.infer<typeof Plan>;

export const Watch = z.object({
  for: z.enum(['success', 'stop', 'review']),
  repo: z.string(),
  runId: z.string(),
  attempt: z.int(),
  live: z.object({ environment: z.string(), sha: z.string(), text: z.string() }).nullable(),
});
export type Watch = z.infer<typeof Watch>;
