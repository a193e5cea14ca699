import type { Alert, Deployment, Incident } from '@smartops/contract';
import type { Look } from '../format/look.ts';
import { severityLook } from './looks.ts';

/** Something that happened at one moment, drawn alike in the ruler and in the charts. */
export interface Happening {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  readonly shape: 'deploy' | 'failed-deploy' | 'alert';
  readonly look: Look | undefined;
  readonly label: string;
  /** Where the label has no room. */
  readonly short: string | undefined;
  /** The one that the situation points at. */
  readonly key: boolean;
}

/** Something that lasts; `to` is undefined while it does. */
export interface Stretch {
  readonly id: string;
  readonly from: number;
  readonly to: number | undefined;
  readonly look: Look;
  readonly label: string;
}

export const deployLabel = ({ name, version }: Deployment): string => (version ? `${name} ${version}` : name);

/** When a deployment took effect, for those that ended. */
export function toDeployMarks(deployments: readonly Deployment[], keyId?: string): Happening[] {
  return deployments
    .filter(({ status }) => status === 'success' || status === 'failed')
    .map((deployment) => ({
      id: deployment.id,
      at: Date.parse(deployment.timestamp) + (deployment.durationMs ?? 0),
      shape: deployment.status === 'failed' ? 'failed-deploy' : 'deploy',
      look: deployment.status === 'failed' ? 'critical' : undefined,
      label: deployment.status === 'failed' ? `${deployLabel(deployment)} failed` : deployLabel(deployment),
      short: deployment.version ?? undefined,
      key: deployment.id === keyId,
    }));
}

export function toRunningStretches(deployments: readonly Deployment[]): Stretch[] {
  return deployments
    .filter(({ status }) => status === 'running')
    .map((deployment) => ({
      id: deployment.id,
      from: Date.parse(deployment.timestamp),
      to: undefined,
      look: 'running',
      label: '',
    }));
}

export function toAlertMarks(alerts: readonly Alert[]): Happening[] {
  return alerts
    .filter(({ severity }) => severity !== 'info')
    .map(({ id, timestamp, severity, title }) => ({
      id,
      at: Date.parse(timestamp),
      shape: 'alert',
      look: severityLook[severity],
      label: title,
      short: undefined,
      key: false,
    }));
}

export function toIncidentStretches(incidents: readonly Incident[]): Stretch[] {
  return incidents.map(({ id, timestamp, resolvedAt, severity, title, status }) => ({
    id,
    from: Date.parse(timestamp),
    to: resolvedAt === null ? undefined : Date.parse(resolvedAt),
    look: status === 'resolved' ? 'offline' : severityLook[severity],
    label: title,
  }));
}
