import { createHash } from 'node:crypto';
import type { AuditRow } from './attempt.ts';
import { canonical } from './storable.ts';

/** Changes with every change of `encode`, so that older rows can still be checked. */
export const version = 1;
const domain = 'smartops-audit';

/** What the first row of a workspace follows. */
export function genesis(workspace: string): string {
  return sha256([domain, version, 'genesis', workspace]);
}

/** SHA-256 in hex over the row before and every field of this one. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  return sha256(encode(row));
}

/** Fixed places in a JSON array: no two different rows have the same text. */
function encode({ actor, ...row }: Omit<AuditRow, 'hash'>): readonly unknown[] {
  return [
    domain,
    row.version,
    row.previousHash,
    row.workspace,
    row.seq,
    row.at,
    actor.kind,
    actor.id,
    actor.name,
    row.action,
    row.target,
    row.outcome,
    row.reason,
    row.address,
    row.requestId,
    canonical(row.detail),
  ];
}

function sha256(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
