import { z } from 'zod';
import { Environment, Pipeline, RunStatus } from './delivery.ts';
import { IsoTime } from './status.ts';

const word = z.string().min(1).max(300);

/** What a run has to be; what is left out may be anything. */
export const RunFilter = z.object({
  repository: word.optional(),
  branch: word.optional(),
  workflow: word.optional(),
  status: RunStatus.optional(),
  /** Who started it. */
  actor: word.optional(),
  /** Where it deployed to. */
  environment: Environment.optional(),
  /** Words that all stand somewhere in it: workflow, repository, branch, commit, message or who started it. */
  text: z.string().max(200).optional(),
});
export type RunFilter = z.infer<typeof RunFilter>;

/** A place in the list: that of the run it was given with. */
export const RunPlace = z
  .string()
  .max(500)
  .regex(/^\d{1,15}~./);

export const RunPage = z.object({
  runs: z.array(Pipeline),
  /** Give it as `before` to go on; null at the end. */
  next: RunPlace.nullable(),
  /** How many match in all; null when it was asked for a further page. */
  total: z.int().nullable(),
});
export type RunPage = z.infer<typeof RunPage>;

/** What the runs can be filtered by, by name; of branches and people those that were seen last. */
export const RunChoices = z.object({
  repositories: z.array(z.string()),
  workflows: z.array(z.string()),
  branches: z.array(z.string()),
  actors: z.array(z.string()),
});
export type RunChoices = z.infer<typeof RunChoices>;

/** That a run is new or has changed. */
export const RunMark = z.object({ id: z.string(), startedAt: IsoTime, changedAt: IsoTime });
export type RunMark = z.infer<typeof RunMark>;
