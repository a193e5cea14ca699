import type { Action, Activity, Alert, Deployment, Incident, Scan, Status } from '@smartops/contract';
import type { PersonStep } from '../alerts/list-store.ts';

/** What a person did to an alert, and whether that is the demo's. */
export type ShownStep = PersonStep & { readonly isDemo: boolean };

export interface Happenings {
  readonly deployments: readonly Deployment[];
  readonly alerts: readonly Alert[];
  readonly steps: readonly ShownStep[];
  readonly incidents: readonly Incident[];
  readonly scans: readonly Scan[];
  readonly actions: readonly Action[];
}

/** What happened, newest first. An alert or incident that has ended is two happenings. */
export function toActivity(
  { deployments, alerts, steps, incidents, scans, actions }: Happenings,
  limit: number,
): Activity[] {
  return [
    ...deployments.map(fromDeployment),
    ...alerts.flatMap((alert) => fromConcern(alert, 'alert')),
    ...steps.map(fromStep),
    ...incidents.flatMap((incident) => fromConcern(incident, 'incident')),
    ...scans.map(fromScan),
    ...actions.flatMap(fromAction),
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

const ended: Partial<Record<Action['status'], readonly [string, Status]>> = {
  succeeded: ['Done and verified', 'healthy'],
  failed: ['Failed', 'critical'],
  unknown: ['Ended without an answer', 'warning'],
};

/** That it was approved, and how it ended. */
function fromAction({ id, summary, approved, status, finishedAt, steps, source, demo }: Action): Activity[] {
  if (!approved) return [];
  const about = { type: 'action', title: summary.title, user: approved.by, source, demo } as const;
  const began: Activity = {
    ...about,
    id: `action:${id}`,
    description: `Approved by ${approved.by}`,
    timestamp: approved.at,
  };
  const [word, look] = ended[status] ?? [];
  const last = steps.at(-1);
  if (!word || !finishedAt) return [began];
  const over: Activity = {
    ...about,
    id: `action:${id}:${status}`,
    description: last ? `${word}: ${last.text}` : word,
    timestamp: finishedAt,
    ...(look && { status: look }),
    ...(last?.url && { url: last.url }),
  };
  return [over, began];
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

const deedWords: Partial<Record<ShownStep['step']['kind'], string>> = {
  acknowledged: 'Acknowledged',
  unacknowledged: 'Acknowledgement taken back',
  assigned: 'Assigned',
  snoozed: 'Snoozed',
  unsnoozed: 'Snooze ended',
  note: 'Note',
  dismissed: 'Dismissed',
  restored: 'Brought back',
  resolved: 'Resolved by hand',
};

function fromStep({ id, step, title, connectionId, isDemo }: ShownStep): Activity {
  const says = ['note', 'assigned', 'dismissed'].includes(step.kind) ? step.text : '';
  return {
    id: `alert-step:${id}`,
    type: 'alert',
    title: `${deedWords[step.kind] ?? 'Changed'}: ${title}`,
    description: says,
    ...(step.by !== null && { user: step.by }),
    timestamp: new Date(step.at).toISOString(),
    source: connectionId,
    demo: isDemo,
  };
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

export interface ActivityFilter {
  readonly type?: Activity['type'] | undefined;
  readonly user?: string | undefined;
  readonly text?: string | undefined;
}

/** What happened of one type, by a person of this name, with this text; in any case. */
export function filterActivity(
  activities: readonly Activity[],
  { type, user = '', text = '' }: ActivityFilter,
): Activity[] {
  const holds = (part: string, whole: string) => whole.toLowerCase().includes(part.toLowerCase());
  return activities.filter(
    (one) =>
      (!type || one.type === type) &&
      holds(user, one.user ?? '') &&
      holds(text, `${one.title} ${one.description}`),
  );
}
