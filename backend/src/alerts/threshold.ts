import type { Resource } from '@smartops/contract';
import type { MetricKind } from '../signals/catalogue.ts';
import { formatValue } from '../signals/format-value.ts';
import type { Decision } from './alert.ts';
import { judge, type Reading } from './judge.ts';

export interface Series {
  readonly resource: Pick<Resource, 'id' | 'name'>;
  readonly connectionId: string;
  readonly kind: MetricKind;
  /** Oldest first. */
  readonly window: readonly Reading[];
}

/** What one series' readings call for; undefined when nothing changes. */
export function decideThreshold(
  { resource, connectionId, kind, window }: Series,
  now: number,
): Decision | undefined {
  const { level, since, value } = judge(kind, window, now);
  const fingerprint = `threshold:${resource.id}~${kind.metric}`;
  if (level === 'unknown' || !kind.limit) return undefined;
  if (level === 'healthy') return { kind: 'resolve', fingerprint, at: since };
  const { when, warning } = kind.limit;
  return {
    kind: 'fire',
    alert: {
      fingerprint,
      resourceId: resource.id,
      connectionId,
      metric: kind.metric,
      severity: level,
      title: `${resource.name} ${kind.label} ${when} ${formatValue(warning, kind.unit)}`,
      message: `${formatValue(value, kind.unit)}, limit ${formatValue(warning, kind.unit)}`,
      value,
      limit: warning,
      startedAt: since,
    },
  };
}
