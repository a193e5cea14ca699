import type { Alert } from '@smartops/contract';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { AlertRow } from './alert-row.tsx';
import { GroupRow } from './group-row.tsx';
import type { Row } from './rows.ts';

interface AlertTableProps {
  rows: readonly Row[];
  current: string | undefined;
  picked: ReadonlySet<string>;
  mayAct: boolean;
  onOpen: (alert: Alert) => void;
  onPick: (alert: Alert) => void;
  onFold: (id: string) => void;
  /** The end has come into sight. */
  onEnd: (() => void) | undefined;
}

interface Heights {
  readonly alert: number;
  readonly group: number;
}

/** The lines in sight of however many there are. */
export function AlertTable({
  rows,
  current,
  picked,
  mayAct,
  onEnd,
  onOpen,
  onPick,
  onFold,
}: AlertTableProps) {
  const { box, top, heights } = usePlace();
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => heights[rows[index]?.kind ?? 'alert'],
    getItemKey: (index) => keyOf(rows[index]),
    overscan: 6,
    scrollMargin: top,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 80,
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights, other places.
  useEffect(() => virtual.measure(), [heights]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another current one scrolls, not news about the rows.
  useEffect(() => {
    const at = rows.findIndex((row) => row.kind === 'alert' && row.alert.id === current);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [current]);
  return (
    <div className="al">
      <div className="al-row al-heads" aria-hidden>
        <span />
        <span>Alert</span>
        <span className="max-tab:hidden">Changed just before</span>
        <span className="max-tab:hidden">Owner</span>
        <span className="al-age">Age, since</span>
      </div>
      <ul
        ref={box}
        className="al-body"
        aria-label={`Alerts, ${rows.length} lines`}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              data-kind={row?.kind}
              className="al-slot"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              {row?.kind === 'group' && (
                <GroupRow group={row.group} isFolded={row.isFolded} onFold={onFold} />
              )}
              {row?.kind === 'alert' && (
                <AlertRow
                  alert={row.alert}
                  isCurrent={row.alert.id === current}
                  isPicked={picked.has(row.alert.id)}
                  {...{ mayAct, onOpen, onPick }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Where the list begins, and how high its lines are: all of a kind alike, so one is measured and not each that comes into sight. */
function usePlace() {
  const box = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [heights, setHeights] = useState<Heights>({ alert: 52, group: 33 });
  useLayoutEffect(() => {
    const high = (kind: Row['kind']) =>
      box.current?.querySelector<HTMLElement>(`[data-kind=${kind}]`)?.offsetHeight;
    const place = () => {
      setTop((box.current?.getBoundingClientRect().top ?? 0) + scrollY);
      setHeights((before) => {
        const { alert = before.alert, group = before.group } = { alert: high('alert'), group: high('group') };
        return alert === before.alert && group === before.group ? before : { alert, group };
      });
    };
    place();
    const watcher = new ResizeObserver(place);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, []);
  return { box, top, heights };
}

const keyOf = (row: Row | undefined): string =>
  row?.kind === 'alert' ? row.alert.id : `group ${row?.group.id ?? ''}`;
