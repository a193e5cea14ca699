import { type MetricLine, useMetrics } from '../../live/use-metrics.ts';
import { useRange } from '../../state/range.ts';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { Empty, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { MetricCell, SkeletonCell } from './metric-cell.tsx';

interface MetricCellsProps {
  label: string;
  /** Drawn above the cells when given. */
  title?: string;
  choose: (lines: readonly MetricLine[]) => readonly MetricLine[];
}

const skeletons = ['a', 'b', 'c', 'd', 'e', 'f'];

export function MetricCells({ label, title, choose }: MetricCellsProps) {
  const range = useRange();
  const all = useMetrics(range);
  const metrics = all && choose(all);
  const state = useTileState(metrics?.length, []);
  return (
    <Sheet label={label}>
      {title && <Head line title={title} note={metrics && `${metrics.length}`} />}
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'empty' && (
        <Empty
          words={{
            title: 'No readings yet',
            text: 'The first reading of each source appears here within a minute of its start.',
          }}
        />
      )}
      {(state.is === 'shown' || state.is === 'loading') && (
        <div className="cells g6">
          {metrics
            ? metrics.map((line) => <MetricCell key={line.metric.id} line={line} range={range} />)
            : skeletons.map((key) => <SkeletonCell key={key} />)}
        </div>
      )}
    </Sheet>
  );
}
