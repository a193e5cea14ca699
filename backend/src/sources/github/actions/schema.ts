import { z } from 'zod';
import { webLink } from '../../web-link.ts';

/** Only the fields we read. */
export const Repository = z.object({ archived: z.boolean(), full_name: z.string() });
export const Workflow = z.object({ state: z.string(), name: z.string(), path: z.string() });

export const Comparison = z.object({
  html_url: z.string().nullish().transform(webLink),
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  ahead_by: z.int(),
  commits: z.array(
    z.object({
      sha: z.string(),
      html_url: z.string().nullish().transform(webLink),
      commit: z.object({ message: z.string(), author: z.object({ name: z.string() }).nullish() }),
    }),
  ),
  files: z.array(z.object({ filename: z.string(), status: z.string() })).default([]),
});
export type Comparison = z.infer<typeof Comparison>;

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
