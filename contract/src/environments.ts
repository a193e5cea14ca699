import { z } from 'zod';
import { Deployment } from './delivery.ts';
import { IsoTime, Origin } from './status.ts';

/** What is in one environment of one service. */
export const EnvironmentCell = z.object({
  /** The last deployment that went well; null when none of the known ones did. */
  live: Deployment.nullable(),
  since: IsoTime.nullable(),
  /** A newer attempt that failed, was stopped or still goes on. */
  attempt: Deployment.nullable(),
  /** The deployment that was live before with another commit, for `GET /deployments/:id/compare`. */
  beforeId: z.string().nullable(),
});
export type EnvironmentCell = z.infer<typeof EnvironmentCell>;

/** How production differs from staging. */
export const Drift = z.object({
  /** `behind`: staging has newer versions. `apart`: what is in production was never seen in staging. */
  kind: z.enum(['behind', 'apart']),
  /** Versions that went well in staging and not to production since; null where that is not known. */
  versions: z.int().nullable(),
  since: IsoTime.nullable(),
});
export type Drift = z.infer<typeof Drift>;

/** A row of the matrix; null is an environment that the service was never seen in. */
export const ServiceEnvironments = Origin.extend({
  id: z.string(),
  name: z.string(),
  production: EnvironmentCell.nullable(),
  staging: EnvironmentCell.nullable(),
  preview: EnvironmentCell.nullable(),
  drift: Drift.nullable(),
});
export type ServiceEnvironments = z.infer<typeof ServiceEnvironments>;

/** What lies between two deployments. */
export const Comparison = z.object({
  from: Deployment,
  to: Deployment,
  /** `back`: `to` is the older version, and the commits are those it lacks. */
  direction: z.enum(['forward', 'back', 'diverged', 'same']),
  commits: z.array(
    z.object({
      sha: z.string(),
      title: z.string(),
      author: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  /** Of all commits; the source may list fewer. */
  total: z.int(),
  files: z.array(z.object({ name: z.string(), status: z.string() })),
  url: z.string().nullable(),
});
export type Comparison = z.infer<typeof Comparison>;
