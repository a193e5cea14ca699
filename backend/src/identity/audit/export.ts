import { csvLine } from '../../platform/csv/csv-line.ts';
import type { AuditRow } from './attempt.ts';

const columns = [
  'seq',
  'time',
  'actor kind',
  'actor id',
  'actor',
  'action',
  'target',
  'outcome',
  'reason',
  'address',
  'request id',
  'detail',
  'previous hash',
  'hash',
] as const;

/** The log as a spreadsheet reads it. */
export async function* toCsv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const { actor, ...row } of rows)
    yield csvLine([
      `${row.seq}`,
      new Date(row.at).toISOString(),
      actor.kind,
      actor.id,
      actor.name,
      row.action,
      row.target,
      row.outcome,
      row.reason,
      row.address,
      row.requestId,
      JSON.stringify(row.detail),
      row.previousHash,
      row.hash,
    ]);
}

/** One JSON object a line, with all that is hashed. */
export async function* toJsonLines(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}
