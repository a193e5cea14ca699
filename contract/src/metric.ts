import { z } from 'zod';
import { IsoTime, Origin, Status } from './status.ts';

/** One reading with all that is needed to judge it. A9 and additive fields. */
export const Metric = Origin.extend({
  /** Also the `:metricId` of `GET /charts/:metricId`. */
  id: z.string(),
  label: z.string(),
  /** The last value read, or "—" when there never was one. */
  value: z.union([z.string(), z.number()]),
  /** Percent against the previous equal period; 0 when that is unknown, see `previous`. */
  change: z.number(),
  trend: z.enum(['up', 'down', 'stable']),
  status: Status,
  unit: z.string(),
  /** What it is measured on: `checkout-api`, `mean of 23`, a host name. */
  scope: z.string(),
  /** Mean of the previous equal period, in `unit`. */
  previous: z.number().nullable(),
  /** When the value was read; null when never. */
  timestamp: IsoTime.nullable(),
  /** How often it is read; older than twice this is stale. */
  intervalMs: z.number(),
  limit: z.number().nullable(),
  /** Why it is not read now; null while it is. */
  reason: z.string().nullable(),
  resourceId: z.string(),
  /** Position on the Overview. */
  rank: z.number(),
  /** Even steps over the asked range, oldest first; null is a gap. Only in REST replies, never in the stream. */
  sparkline: z.array(z.number().nullable()).optional(),
});
export type Metric = z.infer<typeof Metric>;

export const TimeRange = z.enum(['1h', '24h', '7d', '30d']);
export type TimeRange = z.infer<typeof TimeRange>;

export const ChartPoint = z.object({
  timestamp: IsoTime,
  value: z.number(),
  min: z.number(),
  max: z.number(),
});
export type ChartPoint = z.infer<typeof ChartPoint>;

export const Chart = z.object({
  /** At most 500 points, ascending; a missing step is a gap. */
  data: z.array(ChartPoint),
  metric: z.object({
    id: z.string(),
    label: z.string(),
    unit: z.string(),
    scope: z.string(),
    limit: z.number().nullable(),
  }),
  from: IsoTime,
  to: IsoTime,
  stepMs: z.number(),
});
export type Chart = z.infer<typeof Chart>;
