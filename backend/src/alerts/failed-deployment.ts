import { DeploymentData } from '@smartops/contract';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Decision } from './alert.ts';

const longAgoMs = 24 * 3_600_000;

/**
 * A failed deployment to production or staging is an alert until a later one there succeeds. `newestFirst` holds the
 * finished deployments of each service and environment that changed.
 */
export function decideDeployments(newestFirst: readonly StoredEvent[], now: number): Decision[] {
  const seen = new Set<string>();
  return newestFirst.flatMap((event): Decision[] => {
    const data = DeploymentData.safeParse(event.data).data;
    if (!data || data.environment === 'preview' || !['success', 'failed'].includes(data.status)) return [];
    // What a person cancelled neither broke nor mended anything.
    if (data.status === 'failed' && event.outcome !== 'failed') return [];
    const fingerprint = `deployment:${event.connectionId}:${data.service}:${data.environment}`;
    if (seen.has(fingerprint)) return [];
    seen.add(fingerprint);
    const at = data.finishedAt ?? data.startedAt;
    if (data.status === 'success') return [{ kind: 'resolve', fingerprint, at }];
    if (now - at > longAgoMs) return [];
    return [
      {
        kind: 'fire',
        finding: {
          fingerprint,
          ruleId: 'catalogue:deployment-failed',
          ruleVersion: 1,
          resourceId: event.resourceId,
          resourceName: data.service,
          connectionId: event.connectionId,
          account: null,
          region: null,
          url: data.url,
          metric: null,
          unit: '',
          severity: data.environment === 'production' ? 'error' : 'warning',
          title: `${data.service} deployment to ${data.environment} failed`,
          message: [data.version ?? data.sha.slice(0, 7), data.message].filter(Boolean).join(' · '),
          value: null,
          limit: null,
          labels: {},
          runbook: null,
          startedAt: at,
        },
      },
    ];
  });
}

/** The end of what was wrong where none of the deployments is left; `left` holds those of the same services. */
export function decideEmptied(
  removed: readonly StoredEvent[],
  left: readonly StoredEvent[],
  now: number,
): Decision[] {
  const places = new Set(left.flatMap((event) => fingerprintOf(event) ?? []));
  const emptied = new Set(removed.flatMap((event) => fingerprintOf(event) ?? []));
  return [...emptied]
    .filter((fingerprint) => !places.has(fingerprint))
    .map((fingerprint) => ({ kind: 'resolve', fingerprint, at: now }));
}

function fingerprintOf(event: StoredEvent): string | undefined {
  const { data } = DeploymentData.safeParse(event.data);
  return data && `deployment:${event.connectionId}:${data.service}:${data.environment}`;
}
