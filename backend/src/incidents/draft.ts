import type { StoredAlert } from '../alerts/alert.ts';
import { worse } from '../alerts/alert.ts';
import { most } from './fewer.ts';
import { type NewMoment, type StoredIncident, together } from './incident.ts';
import type { GroupRule, Home } from './rules.ts';
import { gather, kinOf, noTraits, serviceOf } from './traits.ts';

export interface Join {
  readonly alertId: string;
  /** Null when it is what the incident was opened for. */
  readonly rule: GroupRule['id'] | null;
}

/** An incident while one batch is grouped. */
export interface Draft extends Home {
  incident: StoredIncident;
  readonly before: StoredIncident | undefined;
  /** Fingerprints that a person took out. */
  readonly barred: ReadonlySet<string>;
  readonly members: Set<string>;
  readonly joins: Join[];
  readonly moments: NewMoment[];
}

export function opened(alert: StoredAlert, id: string, now: number): Draft {
  const { title, message, severity, resourceId, connectionId, metric, startedAt } = alert;
  const incident: StoredIncident = {
    ...{ id, title, message, severity, resourceId, connectionId, metric, startedAt },
    ...{ number: 0, version: 1, status: 'open', openedAt: now, openedBy: null, acknowledgement: null },
    ...{
      resolvedAt: null,
      assignee: null,
      assigneeId: null,
      affectedServices: [],
      chosen: [],
      keepOpen: false,
    },
    ...{ mergedInto: null, updatedAt: now, updatedBy: null },
  };
  const draft: Draft = {
    ...{ incident, before: undefined, barred: new Set(), members: new Set(), traits: noTraits() },
    ...{ joins: [], moments: [] },
  };
  draft.moments.push({ at: now, kind: 'opened', text: 'Incident opened', detail: title, key: 'opened' });
  join(draft, alert, null);
  return draft;
}

/** Makes an alert part of it; the worst of its alerts lends it its words. */
export function join(draft: Draft, alert: StoredAlert, why: { rule: GroupRule['id']; text: string } | null) {
  draft.members.add(alert.id);
  draft.joins.push({ alertId: alert.id, rule: why?.rule ?? null });
  gather(draft.traits, kinOf(alert));
  const { incident } = draft;
  const affectedServices = incident.chosen.includes('services')
    ? incident.affectedServices
    : together(incident.affectedServices, [serviceOf(alert)]);
  draft.incident = {
    ...incident,
    ...(worse(alert.severity, incident.severity) && wordsOf(alert, incident)),
    affectedServices,
    startedAt: Math.min(incident.startedAt, alert.startedAt),
    keepOpen: false,
  };
  draft.moments.push({
    ...{ at: alert.startedAt, kind: 'alert', text: `Alert: ${alert.title}` },
    detail: [alert.message, why?.text].filter(Boolean).join(' · ') || null,
    about: { kind: 'alert', id: alert.id },
    key: `alert:${alert.id}:${alert.firedAt}`,
  });
  taken(draft, alert);
}

/** Who acknowledged an alert by itself has done something about the incident as well, before it was opened or after. */
function taken({ incident, members, moments }: Draft, { id, title, acknowledgement }: StoredAlert): void {
  if (!acknowledgement || members.size > most) return;
  const { by, at } = acknowledgement;
  if (at === incident.acknowledgement?.at) return;
  moments.push({
    ...{ at, by, kind: 'changed', text: `acknowledged ${title}` },
    ...{ about: { kind: 'alert', id }, key: `alert:${id}:acknowledged:${at}` },
  });
}

/** A member that was told anew: the incident is called after its gravest alert and follows its words. */
export function follow(draft: Draft, alert: StoredAlert): void {
  const { incident } = draft;
  const leads = worse(alert.severity, incident.severity) || alert.title === incident.title;
  if (leads) draft.incident = { ...incident, ...wordsOf(alert, incident) };
  taken(draft, alert);
}

export function reopen(draft: Draft, now: number, why: string): void {
  const { incident } = draft;
  if (incident.status !== 'resolved') return;
  const status = incident.acknowledgement ? 'investigating' : 'open';
  draft.incident = {
    ...{ ...incident, status, resolvedAt: null, version: incident.version + 1 },
    ...{ updatedAt: now, updatedBy: null },
  };
  draft.moments.push({ at: now, kind: 'reopened', text: 'Opened again', detail: why });
}

export function returned(draft: Draft, { id, title, message, flaps }: StoredAlert, now: number): void {
  draft.moments.push({
    ...{ at: now, kind: 'alert', text: `Alert again: ${title}`, detail: message || null },
    ...{ about: { kind: 'alert', id }, key: `alert:${id}:again:${flaps}` },
  });
}

export function ended(draft: Draft, { id, title, resolvedAt }: StoredAlert, now: number): void {
  draft.moments.push({
    ...{ at: resolvedAt ?? now, kind: 'alert-ended', text: `Ended: ${title}` },
    ...{ about: { kind: 'alert', id }, key: `alert:${id}:ended:${resolvedAt}` },
  });
}

function wordsOf(
  { title, message, severity, resourceId, metric }: StoredAlert,
  { chosen, ...incident }: StoredIncident,
) {
  const kept = chosen.includes('title') ? { title: incident.title, message: incident.message } : undefined;
  return {
    ...{ title, message, resourceId, metric, ...kept },
    severity: chosen.includes('severity')
      ? incident.severity
      : worse(severity, incident.severity)
        ? severity
        : incident.severity,
  };
}
