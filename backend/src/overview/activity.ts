import type { Activity, Alert, Deployment, Incident, Scan, Status } from '@smartops/contract';

export interface Happenings {
  readonly deployments: readonly Deployment[];
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
  readonly scans: readonly Scan[];
}

/** What happened, newest first. An alert or incident that has ended is two happenings. */
export function toActivity({ deployments, alerts, incidents, scans }: Happenings, limit: number): Activity[] {
  return [
    ...deployments.map(fromDeployment),
    ...alerts.flatMap((alert) => fromConcern(alert, 'alert')),
    ...incidents.flatMap((incident) => fromConcern(incident, 'incident')),
    ...scans.map(fromScan),
  ]
    .sort((a, b) => b.timestamp.localeCompare(a.timestamp) || a.id.localeCompare(b.id))
    .slice(0, limit);
}

const word: Record<Deployment['status'], string> = {
  pending: 'waits to be deployed to',
  running: 'is being deployed to',
  success: 'was deployed to',
  failed: 'failed to deploy to',
};

function fromDeployment(deployment: Deployment): Activity {
  const { id, name, environment, status, version, commit, title, author, timestamp, url, source, demo } =
    deployment;
  return {
    id: `${id}:${status}`,
    type: 'deployment',
    title: `${name} ${word[status]} ${environment}`,
    description: [version ?? commit, title].filter(Boolean).join(' · '),
    user: author,
    timestamp,
    ...(status === 'failed' && { status: 'critical' as const }),
    ...(status === 'success' && { status: 'healthy' as const }),
    ...(url && { url }),
    source,
    demo,
  };
}

const severityStatus: Record<Alert['severity'], Status> = {
  info: 'healthy',
  warning: 'warning',
  error: 'critical',
  critical: 'critical',
};

function fromConcern(concern: Alert | Incident, type: 'alert' | 'incident'): Activity[] {
  const { id, title, message, severity, timestamp, resolvedAt, source, demo } = concern;
  const began: Activity = {
    id: `${type}:${id}`,
    type,
    title: type === 'incident' ? `Incident opened: ${title}` : title,
    description: message,
    timestamp,
    status: severityStatus[severity],
    source,
    demo,
  };
  if (resolvedAt === null) return [began];
  const ended = type === 'incident' ? `Incident resolved: ${title}` : `Ended: ${title}`;
  return [
    began,
    { ...began, id: `${began.id}:resolved`, title: ended, timestamp: resolvedAt, status: 'healthy' },
  ];
}

function fromScan({ id, name, status, resource, findings, timestamp, source, demo }: Scan): Activity {
  return {
    id: `scan:${id}`,
    type: 'security',
    title: `${name} ${status}`,
    description: findings.length === 0 ? resource : `${findings.length} findings in ${resource}`,
    timestamp,
    status: status === 'passed' ? 'healthy' : 'warning',
    source,
    demo,
  };
}
