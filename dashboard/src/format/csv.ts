type Cell = string | number | null;

/** CSV as RFC 4180 has it. Words come from outside, so one that a spreadsheet would run as a formula is defused. */
export function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
}

/**
 * Where a spreadsheet would begin a formula: at the start, whatever blanks it skips there, and behind what splits cells in
 * another locale or dialect. A quote in front makes it text.
 */
const formula = /(^[\s\p{Cc}\p{Cf}]*|[";\t\r\n][\s\p{Cc}\p{Cf}]*)(?=[=+\-@＝＋－＠])/gu;

function quote(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `${cell}`;
  const safe = cell.replace(formula, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
