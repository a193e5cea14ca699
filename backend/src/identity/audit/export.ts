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

/** RFC 4180, with every field quoted and none that a spreadsheet takes for a formula. */
export async function* toCsv(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  yield line(columns);
  for await (const { actor, ...row } of rows)
    yield line([
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

function line(fields: readonly (string | null)[]): string {
  return `${fields.map((field) => quoted(field ?? '')).join(',')}\r\n`;
}

function quoted(field: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(field) ? `'${field}` : field;
  return `"${harmless.replaceAll('"', '""')}"`;
}
