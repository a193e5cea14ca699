import { z } from 'zod';
import { IsoTime } from './status.ts';

export const FailureReason = z.enum([
  'unauthorized',
  'forbidden',
  'rate-limited',
  'unreachable',
  'malformed',
]);
export type FailureReason = z.infer<typeof FailureReason>;

/** One part of a source that cannot be read while the rest can. */
export const SourceProblem = z.object({
  /** `rds`, `cloudwatch`, `harbor-goods/checkout-api` … */
  part: z.string(),
  reason: FailureReason,
  /** One sentence: what the source said, with the missing permission named. */
  message: z.string(),
  /** What to do, ready to copy where that is possible. */
  fix: z.string().nullable(),
  since: IsoTime,
});
export type SourceProblem = z.infer<typeof SourceProblem>;

/** What the credentials of a source may do, found out without doing it. */
export const Ability = z.object({
  /** `Read deployments`. */
  feature: z.string(),
  may: z.enum(['yes', 'no', 'unknown']),
  /** The permission, as the source's own pages name it. */
  needs: z.string(),
});
export type Ability = z.infer<typeof Ability>;

/** Whether older runs are read, where they are not all read yet. */
export const HistoryState = z.enum(['reading', 'stopped']);
export type HistoryState = z.infer<typeof HistoryState>;

/** How one connection is doing, itself something that is watched. */
export const SourceState = z.object({
  /** The connection: `aws:demo`, `host`, `evm:ethereum` … */
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  demo: z.boolean(),
  state: z.enum(['connecting', 'ok', 'degraded', 'failing']),
  /** Since when it is in this state. */
  since: IsoTime,
  /** The last time anything was read; null when never. */
  readAt: IsoTime.nullable(),
  intervalMs: z.number(),
  retryAt: IsoTime.nullable(),
  problems: z.array(SourceProblem),
  abilities: z.array(Ability).optional(),
  /** How far the first reading of its history is; none when that is done. */
  progress: z.string().optional(),
  /** Goes with `progress`. */
  history: HistoryState.optional(),
});
export type SourceState = z.infer<typeof SourceState>;
