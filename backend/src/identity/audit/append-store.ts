import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Attempt, AuditRow, Head } from './attempt.ts';
import { genesis, hashOf, version } from './chain.ts';
import { storable } from './storable.ts';

type Transaction = Pick<NodePgDatabase, 'execute'>;

/** The step of `append` that needs a transaction: between its two statements the head must stay locked. */
export async function appendTo(tx: Transaction, workspace: string, attempt: Attempt): Promise<AuditRow> {
  const head = await lockHead(tx, workspace);
  const entry = { ...storable(attempt), workspace, seq: head.seq + 1, version, previousHash: head.hash };
  const row = { ...entry, hash: hashOf(entry) };
  await insert(tx, row);
  return row;
}

async function lockHead(tx: Transaction, workspace: string): Promise<Head> {
  const head = await lockIfThere(tx, workspace);
  if (head) return head;
  const start = { seq: 0, hash: genesis(workspace) };
  await tx.execute(sql`
    insert into audit_head (workspace_id, seq, hash) values (${workspace}, ${start.seq}, ${start.hash})
    on conflict do nothing`);
  // Another transaction may have been first, and be further by now.
  return (await lockIfThere(tx, workspace)) ?? start;
}

/** Waits for the transaction that holds the head, and sees what it committed. */
async function lockIfThere(tx: Transaction, workspace: string): Promise<Head | undefined> {
  const { rows } = await tx.execute<{ seq: string; hash: string }>(
    sql`select seq, hash from audit_head where workspace_id = ${workspace} for update`,
  );
  return rows[0] && { seq: Number(rows[0].seq), hash: rows[0].hash };
}

async function insert(tx: Transaction, row: AuditRow): Promise<void> {
  const { actor } = row;
  await tx.execute(sql`
    with appended as (
      insert into audit (workspace_id, seq, version, at, actor_kind, actor_id, actor_name, action, target, outcome,
        reason, address, request_id, detail, previous_hash, hash)
      values (${row.workspace}, ${row.seq}, ${row.version}, ${row.at}, ${actor.kind}, ${actor.id}, ${actor.name},
        ${row.action}, ${row.target}, ${row.outcome}, ${row.reason}, ${row.address}, ${row.requestId},
        ${JSON.stringify(row.detail)}::jsonb, ${row.previousHash}, ${row.hash})
      returning workspace_id, seq, hash
    )
    update audit_head as head set seq = appended.seq, hash = appended.hash
    from appended where head.workspace_id = appended.workspace_id`);
}
