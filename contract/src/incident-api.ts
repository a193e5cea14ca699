import { z } from 'zod';
import {
  Incident,
  IncidentChoices,
  IncidentFigures,
  IncidentFilter,
  IncidentStatus,
  IncidentView,
  PostMortem,
} from './incident.ts';
import { type Route, route } from './route.ts';
import { Severity } from './status.ts';

const id = z.string().min(1).max(200);
/** Its id, or what people call it: `INC-214`. */
const byId = z.object({ id });
const words = (most: number) => z.string().trim().min(1).max(most);
const title = words(200);
const description = z.string().trim().max(4_000);
const assignee = words(120);
const alertIds = z.array(id).min(1).max(200);
const services = z.array(words(120)).max(50);
const read = { method: 'GET', role: 'viewer', scope: 'alerts:read' } as const;
const write = { role: 'operator', scope: 'alerts:write' } as const;
const done = z.object({ success: z.literal(true), incident: Incident });

/** What people do with incidents; each step is on record. */
export const incidentApi = {
  listIncidents: route({
    ...read,
    path: '/incidents',
    summary: 'Incidents, newest first; `next` goes on where a page ends',
    input: IncidentFilter.extend({
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      incidents: z.array(Incident),
      next: z.int().nullable(),
      /** How many match in all; null when it was asked for a further page. */
      total: z.int().nullable(),
    }),
  }),
  listIncidentChoices: route({
    ...read,
    path: '/incidents/choices',
    summary: 'The people and services that incidents can be filtered by',
    input: z.object({}),
    reply: z.object({ choices: IncidentChoices }),
  }),
  getIncidentFigures: route({
    ...read,
    path: '/incidents/figures',
    summary:
      'How many of the incidents that fulfil a filter there were, and how long until taken and until over',
    input: IncidentFilter.omit({ since: true, until: true }).extend({
      days: z.coerce.number().int().min(1).max(400).default(90),
    }),
    reply: IncidentFigures,
  }),
  getIncident: route({
    ...read,
    path: '/incidents/:id',
    summary: 'One incident with its timeline, alerts, deployments and actions',
    input: byId,
    reply: IncidentView,
  }),
  getPostMortem: route({
    ...read,
    path: '/incidents/:id/post-mortem',
    summary: 'A draft of the post-mortem, made of the timeline',
    input: byId,
    reply: z.object({ postMortem: PostMortem }),
  }),
  createIncident: route({
    ...write,
    method: 'POST',
    path: '/incidents',
    summary: 'Opens an incident for alerts; those that were part of another move here',
    input: z.object({
      alertId: id,
      title,
      description: description.default(''),
      severity: Severity,
      alertIds: alertIds.optional(),
    }),
    reply: done,
  }),
  updateIncident: route({
    ...write,
    method: 'PATCH',
    path: '/incidents/:id',
    summary: 'Changes an incident; taking it acknowledges its alerts. 409 when `version` is not the last one',
    input: byId.extend({
      version: z.int().min(1).optional(),
      status: IncidentStatus.optional(),
      severity: Severity.optional(),
      title: title.optional(),
      description: description.optional(),
      /** `me`, the id of a member or the name of one. What stands there may be sent back, whoever it is. */
      assignee: assignee.nullable().optional(),
      affectedServices: services.optional(),
      /** What happens to alerts that still fire when it is resolved. */
      alerts: z.enum(['leave', 'acknowledge']).default('leave'),
    }),
    reply: done,
  }),
  addIncidentNote: route({
    ...write,
    method: 'POST',
    path: '/incidents/:id/notes',
    summary: 'Writes a note on the timeline',
    input: byId.extend({ text: words(4_000) }),
    reply: done,
  }),
  addIncidentAlerts: route({
    ...write,
    method: 'POST',
    path: '/incidents/:id/alerts',
    summary: 'Makes alerts part of an incident',
    input: byId.extend({ alertIds }),
    reply: done,
  }),
  removeIncidentAlert: route({
    ...write,
    method: 'DELETE',
    path: '/incidents/:id/alerts/:alertId',
    summary: 'Takes an alert out of an incident; grouping does not put it back',
    input: byId.extend({ alertId: id }),
    reply: done,
  }),
  mergeIncidents: route({
    ...write,
    method: 'POST',
    path: '/incidents/:id/merge',
    summary: 'Makes other incidents part of this one, with their alerts and timelines',
    input: byId.extend({ ids: z.array(id).min(1).max(20) }),
    reply: done,
  }),
  splitIncident: route({
    ...write,
    method: 'POST',
    path: '/incidents/:id/split',
    summary: 'Makes an incident of its own of some of the alerts; grouping does not put them back',
    input: byId.extend({ alertIds, title: title.optional() }),
    reply: done,
  }),
} satisfies Record<string, Route>;
