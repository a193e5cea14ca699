import { type StoredAlert, worse } from '../alerts/alert.ts';
import type { Moment, StoredIncident } from './incident.ts';

/** An alert that begins this long after an incident belongs to it. */
const togetherMs = 30 * 60_000;

export interface Grouping {
  readonly open: readonly StoredIncident[];
  /** Alerts that began, changed or ended just now. */
  readonly changed: readonly StoredAlert[];
  /** All alerts that fire now, by id. */
  readonly firing: ReadonlySet<string>;
  readonly newId: () => string;
  /** What was deployed to production shortly before a moment. */
  readonly deployedBefore: (at: number) => readonly Moment[];
  readonly now: number;
}

/**
 * Which incidents begin, grow or end. A critical alert or a failed production deployment opens one; what begins within
 * half an hour joins it; it ends when all its alerts have. Returns only the incidents that changed.
 */
export function group(input: Grouping): StoredIncident[] {
  const before = new Map(input.open.map((incident) => [incident.id, incident]));
  const incidents = new Map(before);
  for (const alert of input.changed) if (alert.state === 'firing') place(alert, incidents, input);
  for (const incident of incidents.values()) {
    if (incident.alertIds.some((id) => input.firing.has(id))) continue;
    incidents.set(incident.id, resolved(incident, input.now));
  }
  return [...incidents.values()].filter((incident) => before.get(incident.id) !== incident);
}

function place(alert: StoredAlert, incidents: Map<string, StoredIncident>, input: Grouping): void {
  const home =
    [...incidents.values()].find(({ alertIds }) => alertIds.includes(alert.id)) ??
    [...incidents.values()].find(({ startedAt }) => Math.abs(alert.startedAt - startedAt) <= togetherMs);
  if (home) incidents.set(home.id, joined(home, alert));
  else if (alert.severity === 'critical' || alert.severity === 'error') {
    const incident = opened(alert, input);
    incidents.set(incident.id, incident);
  }
}

function opened(alert: StoredAlert, { newId, deployedBefore }: Grouping): StoredIncident {
  return {
    id: newId(),
    title: alert.title,
    message: alert.message,
    severity: alert.severity,
    status: 'open',
    resourceId: alert.resourceId,
    connectionId: alert.connectionId,
    metric: alert.metric,
    startedAt: alert.startedAt,
    resolvedAt: null,
    assignee: null,
    alertIds: [alert.id],
    affectedServices: [serviceOf(alert)],
    timeline: [...deployedBefore(alert.startedAt), momentOf(alert)],
  };
}

function joined(incident: StoredIncident, alert: StoredAlert): StoredIncident {
  const known = incident.alertIds.includes(alert.id);
  const leads = worse(alert.severity, incident.severity) || (known && alert.title === incident.title);
  if (known && !leads) return incident;
  const words = leads
    ? {
        title: alert.title,
        message: alert.message,
        severity: alert.severity,
        resourceId: alert.resourceId,
        metric: alert.metric,
      }
    : {};
  if (known) return { ...incident, ...words };
  return {
    ...incident,
    ...words,
    startedAt: Math.min(incident.startedAt, alert.startedAt),
    alertIds: [...incident.alertIds, alert.id],
    affectedServices: [...new Set([...incident.affectedServices, serviceOf(alert)])],
    timeline: [...incident.timeline, momentOf(alert)],
  };
}

function resolved(incident: StoredIncident, now: number): StoredIncident {
  const text = 'All alerts have ended';
  return {
    ...incident,
    status: 'resolved',
    resolvedAt: now,
    timeline: [...incident.timeline, { at: now, kind: 'resolved', text }],
  };
}

/** An alert's title begins with the name of what it is about. */
const serviceOf = ({ title }: StoredAlert) => title.split(' ')[0] ?? title;

const momentOf = ({ startedAt, title }: StoredAlert): Moment => ({
  at: startedAt,
  kind: 'alert',
  text: title,
});
