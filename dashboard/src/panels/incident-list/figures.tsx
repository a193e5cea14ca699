import type { IncidentFigures, IncidentFilter } from '@smartops/contract';
import { formatDuration } from '../../format/duration.ts';
import { plural, unknown } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { Head, Sheet } from '../../ui/sheet.tsx';

interface IncidentFiguresProps {
  filter: Omit<IncidentFilter, 'since' | 'until'>;
  days: number;
}

/** How often, how long until somebody took it, how long until it was over: of the incidents that are asked for. */
export function IncidentFiguresPanel({ filter, days }: IncidentFiguresProps) {
  // Those that go on have no end to measure: as long as nothing else is asked for, the figures are of all.
  const { status, ...rest } = filter;
  const wanted = status === 'active' ? rest : filter;
  const { data } = useCall('getIncidentFigures', { ...wanted, days });
  if (!data || data.count === 0) return null;
  const narrowed = Object.keys(wanted).length > 0;
  const notes = [narrowed && 'of those that match', data.demo && 'of the demo'].filter(Boolean);
  const { acknowledge, resolve, count, open, formulas } = data;
  return (
    <Sheet label="Figures">
      <Head line title={`Last ${days} days`} note={notes.join(', ') || undefined} />
      <div className="cells figures">
        <Figure title="Time to acknowledge" of={acknowledge} how={formulas[0]?.text} />
        <Figure title="Time to resolve" of={resolve} how={formulas[1]?.text} />
        <div className="figure" title={formulas[2]?.text}>
          <p className="text-fg-2 text-xs">Incidents</p>
          <p className="text-lg">{count}</p>
          <p className="text-fg-3 text-xs">{open === 0 ? 'none is open' : `${open} open`}</p>
        </div>
        <Weeks weeks={data.weeks} />
      </div>
      <details className="how">
        <summary>How these are made</summary>
        <dl className="kv">
          {formulas.map(({ name, text }) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Sheet>
  );
}

interface FigureProps {
  title: string;
  of: IncidentFigures['resolve'];
  how: string | undefined;
}

function Figure({ title, of: { count, meanMs, medianMs }, how }: FigureProps) {
  return (
    <div className="figure" title={how}>
      <p className="text-fg-2 text-xs">{title}, mean</p>
      <p className="text-lg">{meanMs === null ? unknown : formatDuration(meanMs)}</p>
      <p className="text-fg-3 text-xs">
        {medianMs === null
          ? 'none to measure yet'
          : `median ${formatDuration(medianMs)} of ${plural(count, 'incident')}`}
      </p>
    </div>
  );
}

function Weeks({ weeks }: Pick<IncidentFigures, 'weeks'>) {
  const most = Math.max(1, ...weeks.map(({ count }) => count));
  const label = weeks.map(({ from, count }) => `${formatDay(Date.parse(from))}: ${count}`).join(', ');
  return (
    <div className="figure">
      <p className="text-fg-2 text-xs">Per week</p>
      <div className="weeks" role="img" aria-label={`Incidents per week. ${label}`}>
        {weeks.map(({ from, count }) => (
          <i
            key={from}
            title={`Week of ${formatDay(Date.parse(from))}: ${plural(count, 'incident')}`}
            style={{ height: `${(count / most) * 100}%` }}
          />
        ))}
      </div>
      <p className="text-fg-3 text-xs">{weeks.length} weeks, this one on the right</p>
    </div>
  );
}
