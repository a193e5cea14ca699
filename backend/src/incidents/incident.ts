import type { Incident, Severity } from '@smartops/contract';

export interface Moment {
  readonly at: number;
  readonly kind: 'alert' | 'deployment' | 'resolved';
  readonly text: string;
}

/** An incident as it is stored; times are epoch ms. */
export interface StoredIncident {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly severity: Severity;
  readonly status: 'open' | 'investigating' | 'resolved';
  readonly resourceId: string;
  readonly connectionId: string;
  readonly metric: string | null;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  readonly assignee: string | null;
  readonly alertIds: readonly string[];
  readonly affectedServices: readonly string[];
  readonly timeline: readonly Moment[];
}

export interface IncidentFilter {
  readonly status?: StoredIncident['status'] | undefined;
  readonly severity?: Severity | undefined;
  readonly limit: number;
}

export function toIncident(stored: StoredIncident, demo: boolean): Incident {
  return {
    id: stored.id,
    title: stored.title,
    message: stored.message,
    severity: stored.severity,
    timestamp: new Date(stored.startedAt).toISOString(),
    acknowledged: stored.status !== 'open',
    source: stored.connectionId,
    demo,
    resolvedAt: stored.resolvedAt === null ? null : new Date(stored.resolvedAt).toISOString(),
    resourceId: stored.resourceId,
    metricId: stored.metric && `${stored.resourceId}~${stored.metric}`,
    url: null,
    status: stored.status,
    assignee: stored.assignee,
    alertIds: [...stored.alertIds],
    affectedServices: [...stored.affectedServices],
    timeline: stored.timeline
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, kind, text }) => ({ timestamp: new Date(at).toISOString(), kind, text })),
  };
}
