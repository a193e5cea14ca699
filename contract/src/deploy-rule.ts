import { z } from 'zod';
import { Environment } from './delivery.ts';
import { IsoTime } from './status.ts';

const mostStars = 3;

/** `*` stands for any text, `?` for one character but `/`. Few stars, so that no text takes long to match. */
const Pattern = z
  .string()
  .trim()
  .min(1, 'Write a name, or * for all')
  .max(120, 'At most 120 characters')
  .refine((text) => (text.match(/\*+/g)?.length ?? 0) <= mostStars, `At most ${mostStars} stars`);

/** Where a run deploys to; `derived` from its names, `none` when it is no deployment. */
export const DeployTarget = z.enum([...Environment.options, 'derived', 'none']);
export type DeployTarget = z.infer<typeof DeployTarget>;

/** What one rule says of the runs that it fits in all three. */
export const DeployRule = z.object({
  /** Of the name, or of `owner/name` where it has a slash; in any case. */
  repository: Pattern,
  /** Of the workflow's name or of its file's, in any case. */
  workflow: Pattern,
  /** Of the branch or tag. */
  branch: Pattern,
  target: DeployTarget,
});
export type DeployRule = z.infer<typeof DeployRule>;

/** In order: the first that fits a run decides; where none does, the default. */
export const DeployRules = z.array(DeployRule).max(50, 'At most 50 rules');
export type DeployRules = z.infer<typeof DeployRules>;

export const DeployRuleSet = z.object({
  /** 0 before the first was saved. */
  version: z.int(),
  rules: z.array(DeployRule),
  savedAt: IsoTime.nullable(),
  savedBy: z.string().nullable(),
  /** What stood before, to go back to; null when nothing did. */
  previous: z.object({ version: z.int(), rules: z.array(DeployRule) }).nullable(),
  /** Whether what is stored has been brought in line. */
  settled: z.boolean(),
  /** By connection: the words that make a run a deployment where no rule fits. */
  defaults: z.array(z.object({ title: z.string(), words: z.array(z.string()) })),
  /** Repositories whose runs never count, because they use GitHub Deployments. */
  ownDeployments: z.array(z.string()),
});
export type DeployRuleSet = z.infer<typeof DeployRuleSet>;

const PerEnvironment = z.object({ production: z.int(), staging: z.int(), preview: z.int() });

/** What rules would change in what is stored. */
export const DeployPreview = z.object({
  since: IsoTime,
  /** Runs looked at. */
  runs: z.int(),
  /** False when there are more runs in that time than are looked at; those are the newest. */
  complete: z.boolean(),
  before: PerEnvironment,
  after: PerEnvironment,
  added: z.int(),
  removed: z.int(),
  moved: z.int(),
  /** How many runs each rule decides, in their order. */
  decided: z.array(z.int()),
  /** The newest that change. */
  examples: z.array(
    z.object({
      /** For `GET /pipeline/:id`. */
      pipelineId: z.string(),
      repository: z.string(),
      workflow: z.string(),
      branch: z.string(),
      title: z.string(),
      startedAt: IsoTime,
      from: Environment.nullable(),
      to: Environment.nullable(),
    }),
  ),
});
export type DeployPreview = z.infer<typeof DeployPreview>;
