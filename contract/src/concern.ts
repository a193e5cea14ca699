import { z } from 'zod';
import { IsoTime, Origin, Severity, Status } from './status.ts';

/** A10 and additive fields. */
export const Alert = Origin.extend({
  id: z.string(),
  title: z.string(),
  message: z.string(),
  severity: Severity,
  /** Since when. */
  timestamp: IsoTime,
  acknowledged: z.boolean(),
  state: z.enum(['firing', 'resolved']),
  resolvedAt: IsoTime.nullable(),
  resourceId: z.string(),
  metricId: z.string().nullable(),
  url: z.string().nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** R13: the alert's fields and those of an incident. */
export const Incident = Alert.omit({ state: true }).extend({
  status: z.enum(['open', 'investigating', 'resolved']),
  assignee: z.string().nullable(),
  alertIds: z.array(z.string()),
  affectedServices: z.array(z.string()),
  timeline: z.array(z.object({ timestamp: IsoTime, kind: z.string(), text: z.string() })),
});
export type Incident = z.infer<typeof Incident>;

/** R12: one run of one check over its resources. */
export const Scan = Origin.extend({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: z.enum(['passed', 'failed']),
  severity: Severity,
  resource: z.string(),
  timestamp: IsoTime,
  findings: z.array(z.object({ resource: z.string(), message: z.string() })),
});
export type Scan = z.infer<typeof Scan>;

/** A15 and additive fields. */
export const Activity = Origin.extend({
  id: z.string(),
  type: z.enum(['deployment', 'alert', 'security', 'incident', 'action']),
  title: z.string(),
  description: z.string(),
  user: z.string().optional(),
  timestamp: IsoTime,
  status: Status.optional(),
  url: z.string().optional(),
});
export type Activity = z.infer<typeof Activity>;
