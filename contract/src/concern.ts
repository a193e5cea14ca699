import { z } from 'zod';
import { IsoTime, Origin, Severity, Status } from './status.ts';

const Signature = z.object({ by: z.string(), at: IsoTime });

/** What changed shortly before an alert began: a deployment, a run, an action, a chain that replaced blocks. */
export const ChangeBefore = z.object({
  kind: z.enum(['deployment', 'pipeline-run', 'action', 'reorg']),
  /** Of a reorg the id of its network. */
  id: z.string(),
  title: z.string(),
  at: IsoTime,
  failed: z.boolean(),
  url: z.string().nullable(),
});
export type ChangeBefore = z.infer<typeof ChangeBefore>;

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
  /** Its place in the source's own console. */
  url: z.string().nullable(),
  ruleId: z.string(),
  /** Of the rule, when it fired or was judged anew. */
  ruleVersion: z.int(),
  resourceName: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  /** The reading that made it fire or came last, and the limit; in `unit`. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
  unit: z.string(),
  labels: z.record(z.string(), z.string()),
  runbook: z.string().nullable(),
  /** What is about the same resource or service first, then what is of the same source; of these the newest first. */
  changedBefore: z.array(ChangeBefore),
  acknowledgement: Signature.nullable(),
  owner: z.string().nullable(),
  snoozedUntil: IsoTime.nullable(),
  /** The silence that keeps it quiet now. */
  silenceId: z.string().nullable(),
  dismissal: Signature.extend({ reason: z.string() }).nullable(),
  /** How often it ended and began again without being told anew. */
  flaps: z.int(),
  incidentId: z.string().nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** What happened to an alert. */
export const AlertStep = z.object({
  id: z.string(),
  at: IsoTime,
  kind: z.enum([
    ...['fired', 'reopened', 'escalated', 'eased', 'resolved', 'woke', 'silenced'],
    ...[
      'acknowledged',
      'unacknowledged',
      'assigned',
      'snoozed',
      'unsnoozed',
      'note',
      'dismissed',
      'restored',
    ],
  ] as const),
  /** Null when nobody did it. */
  by: z.string().nullable(),
  text: z.string(),
});
export type AlertStep = z.infer<typeof AlertStep>;

/** How many alerts are in which state; an alert is in one of them. */
export const AlertCounts = z.object({
  loud: z.int(),
  /** Of the loud ones: nobody has acknowledged it. */
  fresh: z.int(),
  /** How grave the gravest of these is; null when there is none. */
  freshWorst: Severity.nullable(),
  snoozed: z.int(),
  silenced: z.int(),
  dismissed: z.int(),
  resolved: z.int(),
});
export type AlertCounts = z.infer<typeof AlertCounts>;

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
