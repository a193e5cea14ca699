import type { LogFold, LogOutline } from '@smartops/contract';

type Ranges = readonly (readonly [from: number, to: number])[];

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

/** The fold that each line begins; where a step and a group begin together, the step. */
export function heads({ folds }: LogOutline): ReadonlyMap<number, number> {
  return new Map(folds.map(({ from }, index) => [from, index] as const).reverse());
}

export function rowsOf({ lines, folds, groupEnds }: LogOutline, closed: ReadonlySet<number>): Rows {
  const ranges: [number, number][] = groupEnds.map((line) => [line, line]);
  for (const index of closed) {
    const fold = folds[index];
    if (fold) ranges.push([fold.from + 1, fold.to]);
  }
  const hidden = merged(ranges);
  // How many lines are hidden before each range; one more for what comes after the last.
  const before = [0];
  for (const [from, to] of hidden) before.push((before.at(-1) ?? 0) + to - from + 1);
  const hiddenBefore = (place: number) => before[place] ?? 0;
  return {
    count: lines - hiddenBefore(hidden.length),
    lineAt(row) {
      const place = firstWhere(
        hidden.length,
        (index) => (hidden[index]?.[0] ?? 0) - hiddenBefore(index) > row + 1,
      );
      return row + 1 + hiddenBefore(place);
    },
    rowOf(line) {
      const place = firstWhere(hidden.length, (index) => (hidden[index]?.[1] ?? 0) >= line);
      const next = hidden[place];
      return next && next[0] <= line ? undefined : line - 1 - hiddenBefore(place);
    },
  };
}

/** In order, without overlap. */
function merged(ranges: readonly [number, number][]): Ranges {
  const all: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** The first of so many places for which it is true; it stays true from there. By halving. */
function firstWhere(count: number, isTrue: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
