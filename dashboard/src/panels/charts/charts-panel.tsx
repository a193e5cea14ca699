import type { Metric } from '@smartops/contract';
import { allCharts } from '../../facts/chart-choice.ts';
import { useTopic } from '../../live/use-live.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { Empty, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { ChartCell, SkeletonChart } from './chart-cell.tsx';

interface ChartsPanelProps {
  most: number;
  keep: (metric: Metric) => boolean;
}

const skeletons = ['a', 'b', 'c', 'd'];

/** Charts two by two, sharing one crosshair. */
export function ChartsPanel({ most, keep }: ChartsPanelProps) {
  const metrics = useTopic('metrics')?.filter(keep);
  const state = useTileState(metrics?.length, []);
  const choices = metrics ? allCharts(metrics).slice(0, most) : [];
  return (
    <Sheet label="Charts">
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'empty' && (
        <Empty
          words={{ title: 'No series yet', text: 'A chart begins with the second reading of a source.' }}
        />
      )}
      {(state.is === 'shown' || state.is === 'loading') && (
        <div className={`cells${choices.length === 1 ? '' : ' g2'}`}>
          {metrics
            ? choices.map((choice) => <ChartCell key={choice.id} choice={choice} />)
            : skeletons.map((key) => <SkeletonChart key={key} />)}
          {choices.length % 2 === 1 && choices.length > 1 && (
            <div className="max-tab:hidden" aria-hidden="true" />
          )}
        </div>
      )}
    </Sheet>
  );
}
