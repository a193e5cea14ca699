import type { Alert, Severity } from '@smartops/contract';

/** An alert as it is stored; times are epoch ms. */
export interface StoredAlert {
  readonly id: string;
  /** What makes two alerts the same trouble: at most one of a fingerprint fires. */
  readonly fingerprint: string;
  readonly resourceId: string;
  readonly connectionId: string;
  readonly metric: string | null;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly state: 'firing' | 'resolved';
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  readonly acknowledgedAt: number | null;
}

/** What the judges want: one alert to begin, go on with new words, or end. */
export type Decision =
  | {
      readonly kind: 'fire';
      readonly alert: Omit<StoredAlert, 'id' | 'state' | 'resolvedAt' | 'acknowledgedAt'>;
    }
  | { readonly kind: 'resolve'; readonly fingerprint: string; readonly at: number };

export interface AlertFilter {
  readonly state: 'firing' | 'resolved' | 'all';
  readonly severity?: Severity | undefined;
  readonly source?: string | undefined;
  readonly acknowledged?: boolean | undefined;
  readonly limit: number;
}

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2, critical: 3 };

export function worse(a: Severity, b: Severity): boolean {
  return rank[a] > rank[b];
}

export function toAlert(stored: StoredAlert, demo: boolean): Alert {
  return {
    id: stored.id,
    title: stored.title,
    message: stored.message,
    severity: stored.severity,
    timestamp: new Date(stored.startedAt).toISOString(),
    acknowledged: stored.acknowledgedAt !== null,
    state: stored.state,
    resolvedAt: stored.resolvedAt === null ? null : new Date(stored.resolvedAt).toISOString(),
    resourceId: stored.resourceId,
    metricId: stored.metric && `${stored.resourceId}~${stored.metric}`,
    url: null,
    source: stored.connectionId,
    demo,
  };
}
