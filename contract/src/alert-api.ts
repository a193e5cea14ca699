import { z } from 'zod';
import { Alert, AlertCounts, AlertStep } from './concern.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';
import { Silence, SilenceForm } from './silence.ts';
import { IsoTime, Severity } from './status.ts';

const id = z.string().min(1).max(200);
const byId = z.object({ id });
const word = z.string().trim().max(200).optional();
const notes = z.string().trim().max(2_000).optional();
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const read = { method: 'GET', role: 'viewer', scope: 'alerts:read' } as const;
const act = { method: 'POST', role: 'operator', scope: 'alerts:write' } as const;
const rule = { method: 'POST', role: 'operator', scope: 'rules:write' } as const;
const nothing = z.object({});

/** `firing`: whatever fires; `loud`: of these what is neither snoozed nor silenced. What was dismissed is only in `dismissed`, until it ends. */
export const AlertView = z.enum(['firing', 'loud', 'snoozed', 'silenced', 'dismissed', 'resolved', 'all']);
export type AlertView = z.infer<typeof AlertView>;

/** `critical`, or several: `warning,critical`. */
const severities = z
  .string()
  .max(60)
  .transform((text) => text.split(','))
  .pipe(z.array(Severity).min(1).max(4));

/** One thing that a person does to an alert. */
export const AlertAct = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('acknowledge'), notes }),
  z.object({ verb: z.literal('unacknowledge') }),
  /** To `me`, to a member by id, or to nobody. */
  z.object({ verb: z.literal('assign'), to: id.nullable() }),
  /** Until then nobody is told; null ends it. */
  z.object({ verb: z.literal('snooze'), until: IsoTime.nullable() }),
  z.object({ verb: z.literal('note'), text: z.string().trim().min(1).max(2_000) }),
  z.object({ verb: z.literal('dismiss'), reason: notes }),
  z.object({ verb: z.literal('restore') }),
  z.object({ verb: z.literal('resolve'), notes }),
]);
export type AlertAct = z.infer<typeof AlertAct>;

const acted = z.object({ success: z.literal(true), alert: Alert });

/** Of one alert in a bulk call. */
const BulkResult = z.union([
  z.object({ id: z.string(), alert: Alert }),
  z.object({ id: z.string(), problem: Problem.pick({ title: true, detail: true }) }),
]);

/** What fires, and what people do about it. */
export const alertApi = {
  listAlerts: route({
    ...read,
    path: '/alerts',
    summary:
      'Alerts, newest first; firing ones unless `state` says otherwise. `counts` is of the same filter',
    input: z.object({
      state: AlertView.default('firing'),
      severity: severities.optional(),
      source: word,
      acknowledged: flag.optional(),
      /** In rule, resource, title, message, labels or notes. */
      text: word,
      resource: word,
      region: word,
      /** Part of a name; `none` for those without. */
      owner: word,
      incident: word,
      /** Fired by the rule of this id. */
      rule: word,
      /** Leaves out what ended before. */
      since: IsoTime.optional(),
      /** `next` of the page before. */
      after: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      alerts: z.array(Alert),
      total: z.int(),
      counts: AlertCounts,
      next: z.string().nullable(),
    }),
  }),
  getAlert: route({
    ...read,
    path: '/alerts/:id',
    summary: 'One alert with its history, oldest first',
    input: byId,
    reply: z.object({ alert: Alert, history: z.array(AlertStep) }),
  }),
  acknowledgeAlert: route({
    ...act,
    path: '/alerts/:id/acknowledge',
    summary: 'Somebody is looking at it; 409 says who was faster',
    input: byId.extend({ notes }),
    reply: acted,
  }),
  dismissAlert: route({
    ...act,
    method: 'DELETE',
    path: '/alerts/:id',
    summary: 'Takes it out of the lists until it has ended and begins anew; who, when and why are kept',
    input: byId.extend({ reason: notes }),
    reply: z.object({ success: z.literal(true) }),
  }),
  actOnAlert: route({
    ...act,
    path: '/alerts/:id/acts',
    summary:
      'Acknowledge, assign, snooze, note, dismiss, resolve (only what a sender reported), or take it back',
    input: byId.extend({ act: AlertAct }),
    reply: acted,
  }),
  actOnAlerts: route({
    ...act,
    path: '/alerts/acts',
    summary: 'The same for up to 200 alerts, with an answer for each',
    input: z.object({ ids: z.array(id).min(1).max(200), act: AlertAct }),
    reply: z.object({ results: z.array(BulkResult) }),
  }),
  listSilences: route({
    ...read,
    path: '/silences',
    summary: 'Silences and maintenance windows: those that matter now, and what ended last',
    input: nothing,
    reply: z.object({ silences: z.array(Silence) }),
  }),
  createSilence: route({
    ...rule,
    path: '/silences',
    summary: 'Nobody is told of what matches while it lasts; it still fires and is listed',
    input: SilenceForm,
    reply: z.object({ success: z.literal(true), silence: Silence }),
  }),
  updateSilence: route({
    ...rule,
    method: 'PUT',
    path: '/silences/:id',
    summary: 'Changes a silence that has not ended',
    input: SilenceForm.extend({ id }),
    reply: z.object({ success: z.literal(true), silence: Silence }),
  }),
  endSilence: route({
    ...rule,
    method: 'DELETE',
    path: '/silences/:id',
    summary: 'Ends it now; what still fires is told',
    input: byId,
    reply: z.object({ success: z.literal(true), silence: Silence }),
  }),
  previewSilence: route({
    ...read,
    method: 'POST',
    path: '/silences/preview',
    summary: 'What a silence would hide now and would have hidden in the last seven days',
    input: SilenceForm.omit({ comment: true }),
    reply: z.object({
      /** At most 20 of each. */
      now: z.array(Alert),
      nowTotal: z.int(),
      /** That match and would be told all the same. */
      told: z.array(Alert),
      week: z.array(Alert),
      weekTotal: z.int(),
    }),
  }),
} satisfies Record<string, Route>;
