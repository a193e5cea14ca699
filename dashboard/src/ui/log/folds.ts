import type { LogFold, LogOutline } from '@smartops/contract';

/** Which lines are drawn, and in which row. Lines count from 1, rows from 0. */
export interface Rows {
  readonly count: number;
  lineAt(row: number): number;
  /** Undefined for a line that is folded away. */
  rowOf(line: number): number | undefined;
}

const around = ['Set up job', 'Post job cleanup', 'Complete job'];

/** What is folded when a log is opened, by place in `folds`: where something failed all else, else only what surrounds the work. */
export function closedAtFirst({ folds, errorCount }: LogOutline): ReadonlySet<number> {
  const isClosed = ({ kind, title, errors }: LogFold) =>
    errors === 0 && (errorCount > 0 || kind === 'group' || around.includes(title));
  return new Set(folds.flatMap((fold, index) => (isClosed(fold) ? [index] : [])));
}

/** The same with everything open that hides a line. */
export function openAround(
  { folds }: LogOutline,
  closed: ReadonlySet<number>,
  line: number,
): ReadonlySet<number> {
  const hides = (index: number) => {
    const fold = folds[index];
    return fold !== undefined && fold.from < line && line <= fold.to;
  };
  return [...closed].some(hides) ? new Set([...closed].filter((index) => !hides(index))) : closed;
}

/** By line the fold that it begins, -1 for none; where a step and a group begin together, the step. */
export function heads({ lines, folds }: LogOutline): Int32Array {
  const foldAt = new Int32Array(lines + 1).fill(-1);
  for (const [index, { from }] of [...folds.entries()].reverse()) foldAt[from] = index;
  return foldAt;
}

export function rowsOf({ lines, folds, groupEnds }: LogOutline, closed: ReadonlySet<number>): Rows {
  const hidden = new Uint8Array(lines + 1);
  for (const line of groupEnds) hidden[line] = 1;
  for (const index of closed) {
    const fold = folds[index];
    if (fold) hidden.fill(1, fold.from + 1, fold.to + 1);
  }
  const all = new Int32Array(lines);
  let count = 0;
  for (let line = 1; line <= lines; line++) if (hidden[line] === 0) all[count++] = line;
  const drawn = all.subarray(0, count);
  return {
    count,
    lineAt: (row) => drawn[row] ?? 0,
    rowOf(line) {
      const row = placeOf(drawn, line);
      return drawn[row] === line ? row : undefined;
    },
  };
}

/** Where a number stands among ascending ones, or would stand. By halving. */
function placeOf(ascending: Int32Array, wanted: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
