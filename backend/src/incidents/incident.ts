import type {
  IncidentFilter as Asked,
  Incident,
  IncidentStatus,
  Moment,
  MomentKind,
  Severity,
} from '@smartops/contract';

/** One line of a timeline before it is written; times are epoch ms. */
export interface NewMoment {
  readonly at: number;
  readonly kind: MomentKind;
  readonly text: string;
  readonly detail?: string | null;
  /** Who did it; the system when left out. */
  readonly by?: string | null;
  readonly about?: Moment['about'];
  readonly url?: string | null;
  /** What is seen again under the same key is written once. */
  readonly key?: string;
}

export interface StoredMoment {
  readonly id: string;
  readonly at: number;
  readonly kind: MomentKind;
  readonly text: string;
  readonly detail: string | null;
  readonly by: string | null;
  readonly about: Moment['about'];
  readonly url: string | null;
}

/** What a person has set, and grouping leaves alone. */
export type Chosen = 'title' | 'severity' | 'services';

/** An incident as it is stored, without its timeline; times are epoch ms. */
export interface StoredIncident {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly title: string;
  readonly message: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
  readonly resourceId: string;
  readonly connectionId: string;
  readonly metric: string | null;
  readonly startedAt: number;
  readonly openedAt: number;
  readonly openedBy: string | null;
  readonly acknowledgement: { readonly by: string; readonly at: number } | null;
  readonly resolvedAt: number | null;
  readonly assignee: string | null;
  /** The member behind the name. */
  readonly assigneeId: string | null;
  readonly affectedServices: readonly string[];
  readonly chosen: readonly Chosen[];
  /** A person wants it open though no alert fires. */
  readonly keepOpen: boolean;
  /** The id of the incident it became part of. */
  readonly mergedInto: string | null;
  readonly updatedAt: number;
  readonly updatedBy: string | null;
}

/** With its alerts and what stands on its timeline. */
export interface ToldIncident extends StoredIncident {
  readonly alertIds: readonly string[];
  readonly alertCount: number;
  readonly firingCount: number;
  /** The number of the incident it became part of. */
  readonly mergedNumber: number | null;
  /** Oldest first. */
  readonly timeline: readonly StoredMoment[];
}

/** What an incident has to be; times are epoch ms. */
export type IncidentFilter = Omit<Asked, 'since' | 'until'> & {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
};

/** A page of them: those with lower numbers than `before`. */
export interface IncidentPage extends IncidentFilter {
  readonly before?: number | undefined;
  readonly limit: number;
}

const most = 50;

/** What people call it. */
export const nameOf = ({ number }: Pick<StoredIncident, 'number'>) => `INC-${number}`;

/** Both lists as one, each once, and no longer than can be read. */
export function together(services: readonly string[], more: readonly string[]): readonly string[] {
  const fresh = more.filter((service) => !services.includes(service));
  if (fresh.length === 0 || services.length >= most) return services;
  return [...services, ...new Set(fresh)].slice(0, most);
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export function toIncident(stored: ToldIncident, demo: boolean): Incident {
  const { id, title, message, severity, status, assignee, resourceId, version, openedBy } = stored;
  const { alertCount, firingCount, acknowledgement, mergedNumber } = stored;
  return {
    ...{ id, title, message, severity, status, assignee, resourceId, version, openedBy, demo },
    ...{ alertCount, firingCount },
    name: nameOf(stored),
    assigneeId: stored.assigneeId,
    timestamp: iso(stored.startedAt),
    openedAt: iso(stored.openedAt),
    acknowledged: acknowledgement !== null,
    acknowledgement: acknowledgement && { by: acknowledgement.by, at: iso(acknowledgement.at) },
    source: stored.connectionId,
    resolvedAt: isoOrNull(stored.resolvedAt),
    metricId: stored.metric && `${stored.resourceId}~${stored.metric}`,
    url: null,
    mergedInto: mergedNumber === null ? null : nameOf({ number: mergedNumber }),
    alertIds: [...stored.alertIds],
    affectedServices: [...stored.affectedServices],
    timeline: stored.timeline.map(({ at, ...moment }) => ({ ...moment, timestamp: iso(at) })),
  };
}
