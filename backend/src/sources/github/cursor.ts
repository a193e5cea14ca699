import { z } from 'zod';

/** How far the older runs of a repository have been read, newest first. */
export const HistoryCursor = z.object({
  state: z.enum(['going', 'done']),
  /** Runs created before it are still to be read; of those created right then, all but these. */
  before: z.int(),
  edge: z.array(z.string()),
  /** How many were read. */
  runs: z.int(),
  begunAt: z.int(),
});
export type HistoryCursor = z.infer<typeof HistoryCursor>;

/** How far the older deployments of a repository have been read, newest first. */
export const DeploymentHistoryCursor = z
  .object({
    state: z.enum(['going', 'done']),
    /** How many were read. */
    read: z.int(),
    /** How many stood in the list before those still to be read; fewer when some were deleted, more when some came. */
    position: z.int().optional(),
    /** The last one that was read; none where it was read before this was remembered. */
    reached: z.object({ id: z.string(), at: z.int() }).optional(),
  })
  .transform(({ position, ...rest }) => ({ ...rest, position: position ?? rest.read }));
export type DeploymentHistoryCursor = z.infer<typeof DeploymentHistoryCursor>;

/** What is remembered of one repository between two collects; times are GitHub's own. */
export const RepositoryCursor = z.object({
  /** GitHub's number of it, which outlives its name. */
  id: z.int().optional(),
  /** What it was called. */
  name: z.string().optional(),
  /** The latest `updated_at` of any run seen. */
  runsSeenAt: z.int(),
  /** Runs that had not ended. */
  going: z.array(z.string()),
  deploymentsSeenAt: z.int(),
  goingDeployments: z.array(z.string()),
  /** Once a repository has used GitHub Deployments, runs no longer count as deployments. */
  usesDeployments: z.boolean(),
  /** None where it was read before this was remembered. */
  history: HistoryCursor.optional(),
  deploymentHistory: DeploymentHistoryCursor.optional(),
});
export type RepositoryCursor = z.infer<typeof RepositoryCursor>;

const Cursor = z.object({
  v: z.literal(1),
  /** By the key of each. */
  repositories: z.record(z.string(), RepositoryCursor),
});

export type RepositoryCursors = Readonly<Record<string, RepositoryCursor>>;

/** What cannot be read counts as a first time: the recent past is collected again, which is harmless. */
export function readCursor(text: string | undefined): RepositoryCursors {
  if (text === undefined) return {};
  try {
    return Cursor.safeParse(JSON.parse(text)).data?.repositories ?? {};
  } catch {
    return {};
  }
}

export function writeCursor(repositories: RepositoryCursors): string {
  return JSON.stringify({ v: 1, repositories });
}
