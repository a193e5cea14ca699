import type { Metric, TimeRange } from '@smartops/contract';
import { BellPlus, ChartLine, Download } from 'lucide-react';
import { limitAddress } from '../../facts/rule-address.ts';
import { isStale, parseTime } from '../../format/age.ts';
import { formatDelta } from '../../format/delta.ts';
import type { Look } from '../../format/look.ts';
import { unknown } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';
import { formatValue, toAmount } from '../../format/value.ts';
import type { MetricLine } from '../../live/use-metrics.ts';
import { openModal } from '../../state/modal.ts';
import { Age } from '../../ui/age.tsx';
import { useClock } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';

/** Name, value and unit, change, line, limit, age — always in this order. */
export function MetricCell({ line, range }: { line: MetricLine; range: TimeRange }) {
  const { metric, previous } = line;
  const at = parseTime(metric.timestamp);
  const stale = useClock((now) => isStale(at, metric.intervalMs, now)) || metric.reason !== null;
  const look: Look = stale || metric.value === unknown ? 'unknown' : metric.status;
  const loud = look === 'critical' || look === 'warning';
  const { amount, unit } = toAmount(metric.value, metric.unit);
  return (
    <article
      className={`metric c-${look}${loud ? ' bad' : ''}${stale ? ' stale' : ''}`}
      aria-label={nameOf(metric)}
    >
      <h3 className="metric-name">
        {look !== 'healthy' && <Glyph look={look} />}
        <button type="button" title={nameOf(metric)} onClick={() => openModal('metric', metric.id)}>
          {metric.label} {metric.scope && <span className="text-fg-3">{metric.scope}</span>}
        </button>
      </h3>
      <CellMenu line={line} range={range} />
      <div className="metric-value">
        <span key={loud ? metric.status : undefined}>{amount}</span>
        {unit && <small>{unit}</small>}
      </div>
      {metric.reason && metric.value === unknown ? (
        <p className="metric-why" title={metric.reason}>
          {metric.reason}
        </p>
      ) : (
        <>
          <Change metric={metric} previous={previous} range={range} stale={stale} worse={loud} />
          <Sparkline values={line.line} limit={metric.limit} look={look} stale={stale} />
          <div className="metric-foot">
            <span>{stale ? (metric.reason ?? 'not read') : limitWords(metric)}</span>
            <Age at={at} intervalMs={metric.intervalMs} />
          </div>
        </>
      )}
    </article>
  );
}

/** `EC2 CPU, mean of 23`: the label with what it is measured on. */
const nameOf = ({ label, scope }: Metric) => (scope ? `${label}, ${scope}` : label);

const limitWords = ({ limit, unit }: Metric) => (limit === null ? '' : `limit ${formatValue(limit, unit)}`);

interface ChangeProps {
  metric: Metric;
  previous: number | null;
  range: TimeRange;
  stale: boolean;
  worse: boolean;
}

function Change({ metric, previous, range, stale, worse }: ChangeProps) {
  const at = parseTime(metric.timestamp);
  const delta = formatDelta(metric.value, previous, metric.unit);
  const lastRead = useClock((now) => (at === null ? 'never read' : `last reading ${formatMoment(at, now)}`));
  if (stale) return <div className="metric-change">{lastRead}</div>;
  return (
    <div className={`metric-change${worse ? ' worse' : ''}`}>{delta && `${delta} vs prior ${range}`}</div>
  );
}

function CellMenu({ line, range }: { line: MetricLine; range: TimeRange }) {
  const { metric } = line;
  const keep = async (as: 'csv' | 'json') => {
    const { saveLine } = await import('./export-line.ts');
    saveLine(line, range, { name: `${metric.label} ${range}`, as });
  };
  return (
    <Menu
      label={`${nameOf(metric)}: menu`}
      items={[
        { label: 'View Details', icon: <ChartLine aria-hidden />, run: () => openModal('metric', metric.id) },
        { label: 'Set Alert', icon: <BellPlus aria-hidden />, to: limitAddress(metric) },
        {
          label: 'Export Data as CSV',
          icon: <Download aria-hidden />,
          run: () => void keep('csv'),
        },
        {
          label: 'Export Data as JSON',
          icon: <Download aria-hidden />,
          run: () => void keep('json'),
        },
      ]}
    />
  );
}

export function SkeletonCell() {
  return (
    <div className="metric" aria-busy="true">
      <span className="skel mt-1 h-3 w-24" />
      <span className="skel mt-2 h-5 w-16" />
      <span className="skel mt-2 h-3 w-28" />
      <span className="skel mt-2 h-6 w-full" />
      <span className="skel mt-2 h-3 w-20" />
    </div>
  );
}
