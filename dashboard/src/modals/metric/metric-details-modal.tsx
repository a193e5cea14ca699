import type { Metric } from '@smartops/contract';
import { BellPlus } from 'lucide-react';
import { useRef } from 'react';
import { statusWord } from '../../facts/looks.ts';
import { limitAddress } from '../../facts/rule-address.ts';
import { parseTime } from '../../format/age.ts';
import { ranges, rangeWords } from '../../format/range.ts';
import { formatValue } from '../../format/value.ts';
import { summarize } from '../../live/chart-lines.ts';
import { useChartData } from '../../live/use-chart-data.ts';
import { useTopic } from '../../live/use-live.ts';
import { setRange, useRange } from '../../state/range.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import { ReadingsTable } from '../../ui/time-chart/readings-table.tsx';
import type { ChartHandle } from '../../ui/time-chart/time-chart.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';

/** One metric over the range: its line, its extremes, and the readings themselves. */
export default function MetricDetailsModal({ id, onClose }: ModalProps) {
  const metrics = useTopic('metrics');
  const metric = metrics?.find((it) => it.id === id);
  if (!metric) return <Missing known={metrics !== undefined} what="Metric" onClose={onClose} />;
  return <Details metric={metric} onClose={onClose} />;
}

function Details({ metric, onClose }: { metric: Metric; onClose: () => void }) {
  const range = useRange();
  const now = useNow(5_000);
  const handle = useRef<ChartHandle>(null);
  const { id, label, scope, unit, status, reason } = metric;
  const chart = useChartData({ id, title: label, scope, unit, lines: [{ label, metric }] }, range, now);
  const title = [label, scope].filter(Boolean).join(', ');
  return (
    <Dialog
      title={title}
      note={
        <>
          {metric.source} · read <Age at={parseTime(metric.timestamp)} intervalMs={metric.intervalMs} />
        </>
      }
      size="wide"
      onClose={onClose}
      actions={
        <Status look={reason ? 'unknown' : status} loud>
          {reason ? 'Not read' : statusWord[status]}
        </Status>
      }
      foot={
        <>
          <span className="flex-1">{rangeWords[range]}</span>
          <PageLink className="btn" href={limitAddress(metric)}>
            <BellPlus size={14} aria-hidden />
            Set Alert
          </PageLink>
          <button type="button" className="btn" onClick={() => void handle.current?.savePng()}>
            Export PNG
          </button>
          <button type="button" className="btn" onClick={() => handle.current?.saveCsv()}>
            Export CSV
          </button>
        </>
      }
    >
      {reason && <p className="px-4 py-3 text-fg-2">{reason}</p>}
      <Numbers metric={metric} summary={summarize(chart.charts?.[0])} />
      <div className="flex justify-end p-2">
        <Segments label="Time range" options={ranges} words={rangeWords} value={range} onChange={setRange} />
      </div>
      <ChartBody title={title} unit={unit} chart={chart} height="tall" handle={handle} />
      {chart.data && <ReadingsTable data={chart.data} unit={unit} />}
    </Dialog>
  );
}

function Numbers({ metric, summary }: { metric: Metric; summary: ReturnType<typeof summarize> }) {
  const rows = [
    ['Now', metric.value],
    ['Min', summary.min],
    ['Mean', summary.mean],
    ['Max', summary.max],
    ['p95', summary.p95],
    ['Limit', metric.limit],
  ] as const;
  return (
    <dl className="stats cells g6">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{formatValue(value, metric.unit)}</dd>
        </div>
      ))}
    </dl>
  );
}
