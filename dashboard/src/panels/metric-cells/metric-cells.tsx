import type { Metric } from '@smartops/contract';
import { useMetrics } from '../../live/use-metrics.ts';
import { useRange } from '../../state/range.ts';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { Empty, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { MetricCell, SkeletonCell } from './metric-cell.tsx';

interface MetricCellsProps {
  label: string;
  /** Drawn above the cells when given. */
  title?: string;
  /** How many at most, by rank. */
  most?: number;
  keep: (metric: Metric) => boolean;
}

const skeletons = ['a', 'b', 'c', 'd', 'e', 'f'];

export function MetricCells({ label, title, most, keep }: MetricCellsProps) {
  const range = useRange();
  const metrics = useMetrics(range)
    ?.filter(({ metric }) => keep(metric))
    .slice(0, most);
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
            ? metrics
                .slice(0, most)
                .map((line) => <MetricCell key={line.metric.id} line={line} range={range} />)
            : skeletons.map((key) => <SkeletonCell key={key} />)}
        </div>
      )}
    </Sheet>
  );
}
