import type { LogOutline } from '@smartops/contract';
import { useMemo, useState } from 'react';
import { closedAtFirst, heads, openAround, rowsOf } from './folds.ts';

/** Where to scroll; a new object scrolls again, also to the same line. */
export interface Target {
  readonly line: number;
  readonly align: 'center' | 'end';
}

export interface Start {
  /** The line that was asked for. */
  readonly line: number | undefined;
  /** Without one, begin at the end. */
  readonly end: boolean;
}

/** What is folded, where the reader stands and where to scroll. */
export function useLog(outline: LogOutline, start: Start) {
  const first = clamp(start.line, outline) ?? outline.errors[0];
  const [closed, setClosed] = useState(() => {
    const usual = closedAtFirst(outline);
    return first === undefined ? usual : openAround(outline, usual, first);
  });
  const [current, setCurrent] = useState(first);
  const [target, setTarget] = useState<Target | undefined>(() => {
    if (first !== undefined) return { line: first, align: 'center' };
    return start.end ? { line: outline.lines, align: 'end' } : undefined;
  });
  const rows = useMemo(() => rowsOf(outline, closed), [outline, closed]);
  const foldAt = useMemo(() => heads(outline), [outline]);

  return {
    ...{ rows, foldAt, closed, current, target },
    stand: setCurrent,
    goTo(line: number) {
      setClosed(openAround(outline, closed, line));
      setCurrent(line);
      setTarget({ line, align: 'center' });
    },
    toEnd() {
      setTarget({ line: outline.lines, align: 'end' });
    },
    toggle(index: number) {
      const next = new Set(closed);
      if (!next.delete(index)) next.add(index);
      setClosed(next);
    },
    foldAll: () => setClosed(new Set(outline.folds.keys())),
    unfoldAll: () => setClosed(new Set()),
  };
}

const clamp = (line: number | undefined, { lines }: LogOutline) =>
  line === undefined ? undefined : Math.min(Math.max(1, line), lines);

/** The next or the one before of some ascending line numbers, seen from where the reader stands; round the ends. */
export function neighbour(lines: readonly number[], from: number, by: 1 | -1): number | undefined {
  const next = by === 1 ? lines.find((line) => line > from) : lines.findLast((line) => line < from);
  return next ?? lines.at(by === 1 ? 0 : -1);
}
