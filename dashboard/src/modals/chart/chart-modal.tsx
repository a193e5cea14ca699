import { BellPlus } from 'lucide-react';
import { useRef } from 'react';
import { allCharts, type ChartChoice, leadLine } from '../../facts/chart-choice.ts';
import { limitAddress } from '../../facts/rule-address.ts';
import { ranges, rangeWords } from '../../format/range.ts';
import { useChartData } from '../../live/use-chart-data.ts';
import { useTopic } from '../../live/use-live.ts';
import { setRange, useRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import { Legend } from '../../ui/time-chart/legend.tsx';
import { ReadingsTable } from '../../ui/time-chart/readings-table.tsx';
import type { ChartHandle } from '../../ui/time-chart/time-chart.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';

/** One chart of the Overview as large as the screen allows. */
export default function ChartModal({ id, onClose }: ModalProps) {
  const metrics = useTopic('metrics');
  const choice = metrics && allCharts(metrics).find((it) => it.id === id);
  if (!choice) return <Missing known={metrics !== undefined} what="Chart" onClose={onClose} />;
  return <Full choice={choice} onClose={onClose} />;
}

function Full({ choice, onClose }: { choice: ChartChoice; onClose: () => void }) {
  const range = useRange();
  const now = useNow(5_000);
  const handle = useRef<ChartHandle>(null);
  const chart = useChartData(choice, range, now);
  const lead = leadLine(choice);
  const title = [choice.title, choice.scope].filter(Boolean).join(', ');
  return (
    <Dialog
      title={title}
      size="wide"
      onClose={onClose}
      actions={
        <Segments label="Time range" options={ranges} words={rangeWords} value={range} onChange={setRange} />
      }
      foot={
        <>
          <span className="flex-1">{rangeWords[range]}</span>
          {lead && (
            <PageLink className="btn" href={limitAddress(lead.metric)}>
              <BellPlus size={14} aria-hidden />
              Set Alert
            </PageLink>
          )}
          <button type="button" className="btn" onClick={() => void handle.current?.savePng()}>
            Export PNG
          </button>
          <button type="button" className="btn" onClick={() => handle.current?.saveCsv()}>
            Export CSV
          </button>
        </>
      }
    >
      <div className="pt-3">
        <Legend
          unit={choice.unit}
          lines={choice.lines.map(({ label, metric: { value } }, index) => ({
            label,
            value,
            chart: chart.charts?.[index],
          }))}
        />
      </div>
      <ChartBody title={title} unit={choice.unit} chart={chart} height="full" handle={handle} />
      {chart.data && <ReadingsTable data={chart.data} unit={choice.unit} />}
    </Dialog>
  );
}
