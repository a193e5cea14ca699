import type { Alert, Deployment, Incident, IncidentView, Me, Moment, TimeRange } from '@smartops/contract';
import { formatSpan } from '../format/duration.ts';
import type { Look } from '../format/look.ts';
import { rangeMs, ranges } from '../format/range.ts';
import { deployLabel } from './happenings.ts';
import { severityLook } from './looks.ts';

const minute = 60_000;

export const incidentWord: Record<Incident['status'], string> = {
  open: 'Open',
  investigating: 'Investigating',
  resolved: 'Resolved',
};

/** As grave as it is while it lasts; then it is over, whatever it was. */
export const incidentLook = ({ status, severity }: Pick<Incident, 'status' | 'severity'>): Look =>
  status === 'resolved' ? 'healthy' : severityLook[severity];

export const isActive = ({ status }: Pick<Incident, 'status'>): boolean => status !== 'resolved';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export const startOf = ({ timestamp }: Pick<Incident, 'timestamp'>): number => Date.parse(timestamp);

export const endOf = ({ resolvedAt }: Pick<Incident, 'resolvedAt'>): number | undefined =>
  resolvedAt === null ? undefined : Date.parse(resolvedAt);

/** What a ruler and charts show of it: a while before, so that the cause is in sight, and a while after. */
export function spanOf(incident: Incident, suspect: Deployment | null, now: number): Span {
  const start = startOf(incident);
  const before = suspect ? Math.min(start, liveAt(suspect)) - 10 * minute : start - 30 * minute;
  return {
    from: Math.min(before, start - 30 * minute),
    to: Math.min(now, (endOf(incident) ?? now) + 15 * minute),
  };
}

export const liveAt = ({ timestamp, durationMs }: Deployment): number =>
  Date.parse(timestamp) + (durationMs ?? 0);

/** The shortest range that reaches back so far; the longest when none does. */
export function rangeSince(from: number, now: number): TimeRange {
  return ranges.find((range) => rangeMs[range] >= now - from) ?? '30d';
}

/** `for 23 min, after deploy v2.31.0`: the order of events, not a verdict. */
export function tailOf(
  { incident, suspect }: Pick<IncidentView, 'incident' | 'suspect'>,
  now: number,
): string {
  const end = endOf(incident);
  const span = formatSpan((end ?? now) - startOf(incident));
  const lasting = end === undefined ? `for ${span}` : `lasted ${span}`;
  if (!suspect) return lasting;
  const known = suspect.version && incident.title.includes(suspect.name);
  return `${lasting}, after deploy ${known ? suspect.version : deployLabel(suspect)}`;
}

export type Side = 'all' | 'people' | 'system';

export const isOfSide = ({ by }: Moment, side: Side): boolean =>
  side === 'all' || (side === 'people') === (by !== null);

/** What the next one who looks has to do: take it, end it, or nothing. */
export function stepOf(
  { status, mergedInto }: Incident,
  me: Me | undefined,
): 'take' | 'resolve' | 'reopen' | undefined {
  if (!me || me.role === 'viewer' || mergedInto !== null) return undefined;
  if (status === 'open') return 'take';
  return status === 'investigating' ? 'resolve' : 'reopen';
}

export interface Drawn {
  readonly metricId: string;
  readonly alerts: readonly Alert[];
}

const mostCharts = 4;

/** The metrics of its alerts, each once, the gravest and first to fire on top. */
export function chartsOf(alerts: readonly Alert[]): readonly Drawn[] {
  const weight = { critical: 3, error: 2, warning: 1, info: 0 };
  const ordered = alerts.toSorted(
    (a, b) => weight[b.severity] - weight[a.severity] || a.timestamp.localeCompare(b.timestamp),
  );
  const ids = [...new Set(ordered.flatMap(({ metricId }) => metricId ?? []))].slice(0, mostCharts);
  return ids.map((metricId) => ({
    metricId,
    alerts: ordered.filter((alert) => alert.metricId === metricId),
  }));
}
