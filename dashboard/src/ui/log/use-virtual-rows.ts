import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useRef, useState } from 'react';
import type { Rows } from './folds.ts';
import { headHeight, rowHeight } from './line.tsx';

type Virtual = Virtualizer<HTMLDivElement, HTMLLIElement>;

/** The rows in sight of a box that scrolls. */
export function useVirtualRows(box: RefObject<HTMLDivElement | null>, rows: Rows, foldAt: Int32Array) {
  const [heights] = useState(heightsAbove);
  const virtual = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.count,
    getScrollElement: () => box.current,
    estimateSize: (row) => (foldAt[rows.lineAt(row)] === -1 ? rowHeight : headHeight),
    getItemKey: rows.lineAt,
    overscan: 16,
    useFlushSync: false,
    onChange: heights.settle,
  });
  const own = useRef<Virtual>(undefined);
  if (own.current !== virtual) {
    own.current = virtual;
    virtual.shouldAdjustScrollPositionOnItemSizeChange = heights.note;
  }
  return virtual;
}

/**
 * Rows above the top of the box turn out higher than thought when they are measured; what is read must not jump. The
 * box moves once for all that were measured together: after each move the places of all 100,000 would be counted anew.
 */
export function heightsAbove() {
  let above = 0;
  return {
    /** Says that the virtualizer itself has nothing to move. */
    note: (
      { start }: { readonly start: number },
      delta: number,
      { scrollOffset }: Pick<Virtual, 'scrollOffset'>,
    ) => {
      if (start < (scrollOffset ?? 0)) above += delta;
      return false;
    },
    settle: ({ scrollElement }: Pick<Virtual, 'scrollElement'>) => {
      if (above === 0 || !scrollElement) return;
      scrollElement.scrollTop += above;
      above = 0;
    },
  };
}
