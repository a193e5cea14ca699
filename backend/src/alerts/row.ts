import type { Severity } from '@smartops/contract';
import type { Occurrence, StoredAlert } from './alert.ts';

/** An alert as PostgreSQL hands it out. */
export interface AlertRow extends Record<string, unknown> {
  id: string;
  fingerprint: string;
  rule_id: string;
  rule_version: number;
  resource_id: string;
  resource_name: string;
  connection_id: string;
  account: string | null;
  region: string | null;
  url: string | null;
  metric: string | null;
  unit: string;
  severity: Severity;
  title: string;
  message: string;
  value: number | null;
  limit_value: number | null;
  labels: Record<string, string>;
  runbook: string | null;
  state: StoredAlert['state'];
  started_at: string | number;
  fired_at: string | number | null;
  resolved_at: string | number | null;
  changed_before: StoredAlert['changedBefore'];
  acknowledged_at: string | number | null;
  acknowledged_by: string | null;
  acknowledged_by_id: string | null;
  owner: string | null;
  owner_id: string | null;
  snoozed_until: string | number | null;
  silence_id: string | null;
  dismissal: StoredAlert['dismissal'];
  flaps: number;
  occurrence: Occurrence | null;
  incident_id: string | null;
}

const timeOrNull = (text: string | number | null) => (text === null ? null : Number(text));

export function toStored(row: AlertRow): StoredAlert {
  const { id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state } = row;
  const { account, region, url, owner, dismissal, flaps, occurrence } = row;
  const startedAt = Number(row.started_at);
  const acknowledgedAt = timeOrNull(row.acknowledged_at);
  return {
    ...{ id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state },
    ...{ account, region, url, owner, dismissal, flaps, occurrence, startedAt },
    ruleId: row.rule_id,
    ruleVersion: row.rule_version,
    resourceId: row.resource_id,
    resourceName: row.resource_name,
    connectionId: row.connection_id,
    limit: row.limit_value,
    firedAt: timeOrNull(row.fired_at) ?? startedAt,
    resolvedAt: timeOrNull(row.resolved_at),
    changedBefore: row.changed_before,
    acknowledgement:
      acknowledgedAt === null
        ? null
        : { by: row.acknowledged_by ?? '', id: row.acknowledged_by_id, at: acknowledgedAt },
    ownerId: row.owner_id,
    snoozedUntil: timeOrNull(row.snoozed_until),
    silenceId: row.silence_id,
    incidentId: row.incident_id,
  };
}

/** The same way back; JSON of it is what `jsonb_to_recordset` reads. */
export function toRow(alert: StoredAlert): AlertRow {
  const { id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state } = alert;
  const { account, region, url, owner, dismissal, flaps, acknowledgement } = alert;
  return {
    ...{ id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state },
    ...{ account, region, url, owner, dismissal, flaps },
    occurrence: alert.occurrence ?? null,
    rule_id: alert.ruleId,
    rule_version: alert.ruleVersion,
    resource_id: alert.resourceId,
    resource_name: alert.resourceName,
    connection_id: alert.connectionId,
    limit_value: alert.limit,
    started_at: alert.startedAt,
    fired_at: alert.firedAt,
    resolved_at: alert.resolvedAt,
    changed_before: alert.changedBefore,
    acknowledged_at: acknowledgement?.at ?? null,
    acknowledged_by: acknowledgement?.by ?? null,
    acknowledged_by_id: acknowledgement?.id ?? null,
    owner_id: alert.ownerId,
    snoozed_until: alert.snoozedUntil,
    silence_id: alert.silenceId,
    incident_id: alert.incidentId,
  };
}
