/** A line as RFC 4180 has it, with every field quoted and none that a spreadsheet takes for a formula. */
export function csvLine(fields: readonly (string | null)[]): string {
  return `${fields.map((field) => quoted(field ?? '')).join(',')}\r\n`;
}

function quoted(field: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(field) ? `'${field}` : field;
  return `"${harmless.replaceAll('"', '""')}"`;
}
