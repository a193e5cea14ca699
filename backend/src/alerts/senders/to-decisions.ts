import type { IncomingAlert } from '@smartops/contract';
import type { Decision } from '../alert.ts';

const day = 86_400_000;

/** What an alert of a sender is stored under; also what its fingerprints and resources begin with. */
export const senderConnection = (senderId: string) => `sender:${senderId}`;

/** What a delivery calls for. Pure: the same delivery twice decides the same, and deciding the same twice changes nothing. */
export function toDecisions(senderId: string, alerts: readonly IncomingAlert[], now: number): Decision[] {
  return alerts.map((alert) => {
    const fingerprint = `${senderConnection(senderId)}:${alert.fingerprint}`;
    if (alert.status === 'resolved') return { kind: 'resolve', fingerprint, at: pastOr(alert.endedAt, now) };
    return { kind: 'fire', finding: toFinding(senderId, fingerprint, alert, now) };
  });
}

function toFinding(senderId: string, fingerprint: string, alert: IncomingAlert, now: number) {
  const { severity, title, message, labels, url, runbook, resource } = alert;
  const connectionId = senderConnection(senderId);
  return {
    ...{ fingerprint, connectionId, severity, title, message, labels, url, runbook },
    ruleId: connectionId,
    ruleVersion: 1,
    resourceId: `${connectionId}:${resource}`,
    resourceName: resource,
    account: labels.account ?? labels.cluster ?? null,
    region: labels.region ?? null,
    metric: null,
    unit: '',
    value: null,
    limit: null,
    startedAt: pastOr(alert.startedAt, now),
  };
}

/** A sender's clock may be wrong: what lies ahead, or longer ago than a month, is now. */
function pastOr(moment: string | null, now: number): number {
  const at = moment === null ? now : Date.parse(moment);
  return at > now || at < now - 30 * day ? now : at;
}
