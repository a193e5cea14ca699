import { z } from 'zod';
import { Environment, RunStatus } from './delivery.ts';
import { Timestamp } from './signal.ts';
import { Ability } from './source-state.ts';
import { Status } from './status.ts';

// What sources put into the open fields of a resource (`attributes`) or an event (`data`), by its kind.

/** `data` of an event of kind `pipeline-run`. */
export const RunData = z.object({
  /** The id of `GET /pipeline/:id`. */
  runId: z.string(),
  workflow: z.string(),
  /** The workflow's file as the source has it. */
  path: z.string().optional(),
  /** What started it, in the source's word, for example `push`. */
  trigger: z.string().optional(),
  repository: z.string(),
  branch: z.string(),
  sha: z.string(),
  /** When the commit was made, where the source says so. */
  committedAt: Timestamp.optional(),
  author: z.string(),
  /** First line of the commit message or the run's own title. */
  message: z.string(),
  status: RunStatus,
  rawStatus: z.string(),
  attempt: z.int(),
  url: z.string(),
  startedAt: Timestamp,
  updatedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  jobs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: RunStatus,
      rawStatus: z.string(),
      startedAt: Timestamp.nullable(),
      finishedAt: Timestamp.nullable(),
      url: z.string().nullable(),
      /** Handed to `Connection.log` to read this job's log. */
      logRef: z.string(),
    }),
  ),
});
export type RunData = z.infer<typeof RunData>;

/** `data` of an event of kind `deployment`. */
export const DeploymentData = z.object({
  /** What is deployed: usually the repository's name. */
  service: z.string(),
  environment: Environment,
  status: RunStatus,
  rawStatus: z.string(),
  branch: z.string(),
  sha: z.string(),
  author: z.string(),
  message: z.string(),
  version: z.string().nullable(),
  url: z.string().nullable(),
  runId: z.string().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type DeploymentData = z.infer<typeof DeploymentData>;

/** `attributes` of a resource of kind `github.account`. */
export const GitHubAccountAttributes = z.object({
  /** Archived and disabled repositories. */
  leftOut: z.array(z.string()),
  abilities: z.array(Ability),
  progress: z.string().optional(),
});
export type GitHubAccountAttributes = z.infer<typeof GitHubAccountAttributes>;

/** `attributes` of a resource of kind `aws.service`. */
export const AwsServiceAttributes = z.object({
  service: z.enum(['EC2', 'RDS', 'S3', 'Lambda', 'CloudFront', 'IAM']),
  account: z.string(),
  instances: z.int(),
  status: Status,
  /** At most three short facts, most telling first. */
  facts: z.array(z.string()),
});
export type AwsServiceAttributes = z.infer<typeof AwsServiceAttributes>;

/** `attributes` of a resource of kind `evm.chain`. */
export const ChainAttributes = z.object({
  chainId: z.int(),
  logo: z.string(),
  explorerUrl: z.string().nullable(),
  blockNumber: z.int(),
  /** When the head block was made. */
  headAt: Timestamp,
  blockTimeSeconds: z.number().nullable(),
  tps: z.number().nullable(),
  gasGwei: z.object({ slow: z.number(), average: z.number(), fast: z.number() }),
  gasTrend: z.enum(['up', 'down']),
  status: Status,
});
export type ChainAttributes = z.infer<typeof ChainAttributes>;
