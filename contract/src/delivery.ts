import { z } from 'zod';
import { IsoTime, Origin } from './status.ts';

/** The four states of the guide; `rawStatus` keeps the source's own word. */
export const RunStatus = z.enum(['pending', 'running', 'success', 'failed']);
export type RunStatus = z.infer<typeof RunStatus>;

export const Environment = z.enum(['production', 'staging', 'preview']);
export type Environment = z.infer<typeof Environment>;

/** A11 and additive fields. */
export const Deployment = Origin.extend({
  id: z.string(),
  name: z.string(),
  environment: Environment,
  status: RunStatus,
  rawStatus: z.string(),
  branch: z.string(),
  /** Seven characters. */
  commit: z.string(),
  author: z.string(),
  timestamp: IsoTime,
  /** `4 min 12 s`; "—" while unknown. */
  duration: z.string(),
  durationMs: z.number().nullable(),
  title: z.string(),
  version: z.string().nullable(),
  url: z.string().nullable(),
  /** The run that deployed it, for `GET /pipeline/:id`. */
  pipelineId: z.string().nullable(),
});
export type Deployment = z.infer<typeof Deployment>;

export const Stage = z.object({
  id: z.string(),
  name: z.string(),
  status: RunStatus,
  rawStatus: z.string(),
  duration: z.string(),
  durationMs: z.number().nullable(),
  startedAt: IsoTime.nullable(),
  finishedAt: IsoTime.nullable(),
  url: z.string().nullable(),
  /** Ids of the stages of this run that it waits for; null while that is not known. */
  needs: z.array(z.string()).nullable(),
});
export type Stage = z.infer<typeof Stage>;

/** A13 and additive fields. */
export const Pipeline = Origin.extend({
  id: z.string(),
  name: z.string(),
  repository: z.string(),
  branch: z.string(),
  commit: z.string(),
  author: z.string(),
  title: z.string(),
  status: RunStatus,
  rawStatus: z.string(),
  stages: z.array(Stage),
  startedAt: IsoTime,
  updatedAt: IsoTime,
  durationMs: z.number().nullable(),
  /** Median of the last 20 successful runs of this workflow. */
  usualMs: z.number().nullable(),
  attempt: z.int(),
  url: z.string().nullable(),
});
export type Pipeline = z.infer<typeof Pipeline>;

export const LogLine = z.object({
  time: IsoTime,
  level: z.enum(['info', 'success', 'error']),
  message: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;
