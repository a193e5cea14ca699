import type { Actor, AuditRow, Outcome } from './attempt.ts';

/** A row of the table `audit`. */
export interface Row extends Record<string, unknown> {
  workspace_id: string;
  seq: string;
  version: number;
  at: string;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string;
  action: string;
  target: string | null;
  outcome: Outcome;
  reason: string | null;
  address: string | null;
  request_id: string | null;
  detail: AuditRow['detail'];
  previous_hash: string;
  hash: string;
}

export function toAuditRow(row: Row): AuditRow {
  return {
    workspace: row.workspace_id,
    seq: Number(row.seq),
    version: row.version,
    at: Number(row.at),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    reason: row.reason,
    address: row.address,
    requestId: row.request_id,
    detail: row.detail,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
