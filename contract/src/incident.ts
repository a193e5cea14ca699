import { z } from 'zod';
import { Action } from './action.ts';
import { Alert } from './concern.ts';
import { Deployment } from './delivery.ts';
import { IsoTime, Severity } from './status.ts';

/** open → investigating → resolved; a resolved one may be opened again. */
export const IncidentStatus = z.enum(['open', 'investigating', 'resolved']);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

export const MomentKind = z.enum([
  'opened',
  'alert',
  'alert-ended',
  'alert-added',
  'alert-removed',
  'deployment',
  'action',
  'notification',
  'note',
  'status',
  'changed',
  'resolved',
  'reopened',
  'merged',
  'split',
]);
export type MomentKind = z.infer<typeof MomentKind>;

/** One line of an incident's timeline. */
export const Moment = z.object({
  id: z.string(),
  timestamp: IsoTime,
  kind: MomentKind,
  text: z.string(),
  /** What is worth knowing besides: why an alert joined, which commit. */
  detail: z.string().nullable(),
  /** Who did it; null for the system. */
  by: z.string().nullable(),
  about: z.object({ kind: z.enum(['alert', 'deployment', 'action', 'incident']), id: z.string() }).nullable(),
  url: z.string().nullable(),
});
export type Moment = z.infer<typeof Moment>;

/** R13: the alert's fields and those of an incident. */
export const Incident = Alert.pick({
  ...{ id: true, title: true, message: true, severity: true, timestamp: true, acknowledged: true },
  ...{ resolvedAt: true, resourceId: true, metricId: true, url: true, source: true, demo: true },
}).extend({
  status: IncidentStatus,
  assignee: z.string().nullable(),
  /** The member behind the name; null for whoever sits at the machine, and for names of old. */
  assigneeId: z.string().nullable(),
  /** At most 200; `alertCount` says how many there are. */
  alertIds: z.array(z.string()),
  affectedServices: z.array(z.string()),
  /** Oldest first. Here the last 30 moments, in `GET /incidents/:id` all. */
  timeline: z.array(Moment),
  /** `INC-214`, what people call it. */
  name: z.string(),
  /** Goes up when somebody changes it; sent along with a change, it keeps two people from overwriting each other. */
  version: z.int(),
  /** Who opened it; null when grouping did. */
  openedBy: z.string().nullable(),
  openedAt: IsoTime,
  acknowledgement: z.object({ by: z.string(), at: IsoTime }).nullable(),
  alertCount: z.int(),
  firingCount: z.int(),
  /** The name of the incident it became part of. */
  mergedInto: z.string().nullable(),
});
export type Incident = z.infer<typeof Incident>;

/** What an incident has to be; what is left out may be anything. */
export const IncidentFilter = z.object({
  /** `active` is what is not resolved. */
  status: z.enum([...IncidentStatus.options, 'active']).optional(),
  severity: Severity.optional(),
  /** Anywhere in its name, title, message or affected services. */
  text: z.string().trim().min(1).max(200).optional(),
  /** The id or name of whom it is assigned to; `none` for nobody. */
  assignee: z.string().trim().min(1).max(200).optional(),
  /** The whole name of an affected service. */
  service: z.string().trim().min(1).max(120).optional(),
  /** Began then or later. */
  since: IsoTime.optional(),
  /** Began before. */
  until: IsoTime.optional(),
});
export type IncidentFilter = z.infer<typeof IncidentFilter>;

/** What incidents can be filtered by, by name. */
export const IncidentChoices = z.object({
  assignees: z.array(z.string()),
  services: z.array(z.string()),
});
export type IncidentChoices = z.infer<typeof IncidentChoices>;

/** An incident with everything around it. */
export const IncidentView = z.object({
  incident: Incident,
  /** At most 200, those that fire first. */
  alerts: z.array(Alert),
  /** From an hour before it began until it ended, newest first. */
  deployments: z.array(Deployment),
  /** Of the same time, newest first. */
  actions: z.array(Action),
  /** The last deployment of an affected service before it began: to look at first, not a verdict. */
  suspect: Deployment.nullable(),
});
export type IncidentView = z.infer<typeof IncidentView>;

const Duration = z.object({
  /** How many incidents it is of. */
  count: z.int(),
  meanMs: z.number().nullable(),
  medianMs: z.number().nullable(),
});

export const IncidentFigures = z.object({
  from: IsoTime,
  to: IsoTime,
  /** Whether they are the demo's: the two worlds are never counted together. */
  demo: z.boolean(),
  count: z.int(),
  open: z.int(),
  /** From opening to the moment somebody took it. */
  acknowledge: Duration,
  /** From the first alert to the end. */
  resolve: Duration,
  /** Oldest first; weeks begin on Monday, UTC. */
  weeks: z.array(z.object({ from: IsoTime, count: z.int() })),
  /** How each of them is made, in a sentence. */
  formulas: z.array(z.object({ name: z.string(), text: z.string() })),
});
export type IncidentFigures = z.infer<typeof IncidentFigures>;

/** A draft to go on writing: the same words as a page and as Markdown. */
export const PostMortem = z.object({
  title: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      paragraphs: z.array(z.string()),
      items: z.array(z.string()),
      table: z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
    }),
  ),
  markdown: z.string(),
});
export type PostMortem = z.infer<typeof PostMortem>;
