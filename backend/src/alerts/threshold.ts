import type { Resource } from '@smartops/contract';
import type { MetricKind } from '../signals/catalogue.ts';
import { formatValue } from '../signals/format-value.ts';
import type { Decision } from './alert.ts';
import { judge, type Reading } from './judge.ts';

export interface Series {
  readonly resource: Pick<Resource, 'id' | 'name' | 'region' | 'url'>;
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
    finding: {
      fingerprint,
      ruleId: `catalogue:${kind.kind}~${kind.metric}`,
      ruleVersion: 1,
      resourceId: resource.id,
      resourceName: resource.name,
      connectionId,
      account: null,
      region: resource.region ?? null,
      url: resource.url ?? null,
      metric: kind.metric,
      unit: kind.unit,
      severity: level,
      title: `${resource.name} ${kind.label} ${when} ${formatValue(warning, kind.unit)}`,
      message: `${formatValue(value, kind.unit)}, limit ${formatValue(warning, kind.unit)}`,
      value,
      limit: warning,
      labels: {},
      runbook: null,
      startedAt: since,
    },
  };
}
