import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { Line } from './line.tsx';
import type { LogSource } from './log-source.ts';
import type { useLog } from './use-log.ts';
import { usePages } from './use-pages.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

interface LogLinesProps {
  title: string;
  source: LogSource;
  log: ReturnType<typeof useLog>;
  query: string;
  wrap: boolean;
  times: boolean;
  onStand: (line: number) => void;
  onKey: (event: KeyboardEvent) => void;
  /** The reader went up: who reads does not want to be carried on. */
  onLeaveEnd: () => void;
}

/** The lines in sight. */
export function LogLines({
  title,
  source,
  log,
  query,
  wrap,
  times,
  onStand,
  onKey,
  onLeaveEnd,
}: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null);
  const { rows, foldAt, closed, current, target, toggle } = log;
  const virtual = useVirtualRows(box, rows, foldAt);
  const items = virtual.getVirtualItems();
  // What a closed fold says of itself is known already.
  const isClosed = (line: number) => closed.has(foldAt[line] ?? -1);
  const inSight = items.map(({ index }) => rows.lineAt(index));
  const pages = usePages(
    source.load,
    inSight.filter((line) => !isClosed(line)),
  );

  // Heights that were measured in one mode are wrong in the other.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the mode matters.
  useEffect(() => virtual.measure(), [wrap]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new target scrolls once; later folding does not.
  useEffect(() => {
    const row = target && rows.rowOf(target.line);
    if (row !== undefined) virtual.scrollToIndex(row, { align: target?.align ?? 'center' });
  }, [target]);

  function onClick(event: MouseEvent): void {
    const clicked = event.target as Element;
    const line = clicked.closest('li')?.value ?? 0;
    if (clicked.closest('.log-fold')) toggle(foldAt[line] ?? -1);
    if (!clicked.closest('.no') || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onStand(line);
  }

  return (
    <div
      ref={box}
      role="log"
      aria-live="off"
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={`log${wrap ? ' is-wrapped' : ''}${times ? '' : ' no-times'}`}
      onKeyDown={onKey}
      onWheel={({ deltaY }) => deltaY < 0 && onLeaveEnd()}
      onTouchMove={onLeaveEnd}
    >
      {pages.error && (
        <p className="log-trouble" role="alert">
          {pages.error.message}{' '}
          <button type="button" className="link" onClick={pages.retry}>
            Try again
          </button>
        </p>
      )}
      <div className="log-lines" style={{ height: virtual.getTotalSize() }}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: what is clicked are the links and buttons inside. */}
        <ol style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }} onClick={onClick}>
          {items.map(({ index, key }) => {
            const number = rows.lineAt(index);
            const fold = foldAt[number] ?? -1;
            return (
              <Line
                key={key}
                number={number}
                place={index}
                measure={wrap ? virtual.measureElement : undefined}
                row={pages.rowOf(number)}
                fold={source.outline.folds[fold]}
                closed={closed.has(fold)}
                query={query}
                current={number === current}
                addressOf={source.addressOf}
              />
            );
          })}
        </ol>
      </div>
    </div>
  );
}
