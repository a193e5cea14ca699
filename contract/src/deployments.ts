import { z } from 'zod';
import { Deployment, Environment, RunStatus } from './delivery.ts';
import { RunPlace } from './runs.ts';

const word = z.string().min(1).max(300);

/** What a deployment has to be; what is left out may be anything. */
export const DeploymentFilter = z.object({
  environment: Environment.optional(),
  service: word.optional(),
  status: RunStatus.optional(),
  author: word.optional(),
  /** Words that all stand somewhere in it: service, version, commit, branch, message or author. */
  text: z.string().max(200).optional(),
});
export type DeploymentFilter = z.infer<typeof DeploymentFilter>;

export const ListedDeployment = Deployment.extend({
  /** Median of the last 20 of this service to this environment that went well. */
  usualMs: z.number().nullable(),
});
export type ListedDeployment = z.infer<typeof ListedDeployment>;

export const EnvironmentCounts = z.object({ production: z.int(), staging: z.int(), preview: z.int() });
export type EnvironmentCounts = z.infer<typeof EnvironmentCounts>;

export const DeploymentPage = z.object({
  deployments: z.array(ListedDeployment),
  /** Give it as `before` to go on; null at the end. */
  next: RunPlace.nullable(),
  /** How many fulfil the rest of the filter, by environment; null when it was asked for a further page. */
  counts: EnvironmentCounts.nullable(),
});
export type DeploymentPage = z.infer<typeof DeploymentPage>;

/** What deployments can be filtered by, by name; of people those that were seen last. */
export const DeploymentChoices = z.object({ services: z.array(z.string()), authors: z.array(z.string()) });
export type DeploymentChoices = z.infer<typeof DeploymentChoices>;
