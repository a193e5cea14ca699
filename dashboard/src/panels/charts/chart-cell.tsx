import type { Metric } from '@smartops/contract';
import { BellPlus, Clock, Image, Maximize2, Table } from 'lucide-react';
import { useRef } from 'react';
import { type ChartChoice, leadLine } from '../../facts/chart-choice.ts';
import { limitAddress } from '../../facts/rule-address.ts';
import { ranges, rangeWords } from '../../format/range.ts';
import { formatValue } from '../../format/value.ts';
import { useChartData } from '../../live/use-chart-data.ts';
import { openModal } from '../../state/modal.ts';
import { setRange, useRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { Menu } from '../../ui/menu.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import { Legend } from '../../ui/time-chart/legend.tsx';
import type { ChartHandle } from '../../ui/time-chart/time-chart.tsx';

/** One chart with its name, its value now, its legend and its menu. */
export function ChartCell({ choice }: { choice: ChartChoice }) {
  const range = useRange();
  const now = useNow(5_000);
  const chart = useChartData(choice, range, now);
  const handle = useRef<ChartHandle>(null);
  const lead = leadLine(choice);
  const metric = lead?.metric;
  const title = [choice.title, choice.scope].filter(Boolean).join(', ');
  return (
    <figure className="flex flex-col" aria-label={title}>
      <div className="head">
        <h3>{choice.title}</h3>
        <span className="note">{choice.scope}</span>
        <span className="grow" />
        {metric && (
          <span className={`now-value c-${metric.status}`}>
            {choice.lines.length > 1 && `${lead.label} `}
            {formatValue(metric.value, metric.unit)}
          </span>
        )}
        <ChartMenu id={choice.id} title={title} metric={metric} handle={handle} />
      </div>
      <Legend
        unit={choice.unit}
        lines={choice.lines.map(({ label, metric: { value } }, index) => ({
          label,
          value,
          chart: chart.charts?.[index],
        }))}
      />
      <ChartBody title={title} unit={choice.unit} chart={chart} syncKey="overview" handle={handle} />
    </figure>
  );
}

interface ChartMenuProps {
  id: string;
  title: string;
  /** The one it is judged by. */
  metric: Metric | undefined;
  handle: { current: ChartHandle | null };
}

function ChartMenu({ id, title, metric, handle }: ChartMenuProps) {
  const range = useRange();
  return (
    <Menu
      label={`${title}: menu`}
      items={[
        { label: 'View Full Screen', icon: <Maximize2 aria-hidden />, run: () => openModal('chart', id) },
        ...(metric ? [{ label: 'Set Alert', icon: <BellPlus aria-hidden />, to: limitAddress(metric) }] : []),
        ...ranges.map((option) => ({
          label: rangeWords[option],
          icon: <Clock aria-hidden />,
          chosen: option === range,
          run: () => setRange(option),
        })),
        { label: 'Export as PNG', icon: <Image aria-hidden />, run: () => void handle.current?.savePng() },
        { label: 'Export as CSV', icon: <Table aria-hidden />, run: () => handle.current?.saveCsv() },
      ]}
    />
  );
}

export function SkeletonChart() {
  return (
    <div aria-busy="true">
      <div className="head">
        <span className="skel h-3 w-32" />
      </div>
      <div className="legend">
        <span className="skel h-3 w-48" />
      </div>
      <div className="chart chart-skeleton" />
    </div>
  );
}
