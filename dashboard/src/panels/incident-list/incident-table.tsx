import type { Incident } from '@smartops/contract';
import { incidentLook, incidentWord, startOf } from '../../facts/incidents.ts';
import { severityWord } from '../../facts/looks.ts';
import { formatSpan } from '../../format/duration.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { incidentPath } from '../../state/incident.ts';
import { useRange } from '../../state/range.ts';
import { Lasting } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';

interface IncidentTableProps {
  items: readonly Incident[];
  /** They are about to be replaced. */
  isStale: boolean;
}

export function IncidentTable({ items, isStale }: IncidentTableProps) {
  return (
    <div className="tw">
      <table className="two-lines" aria-busy={isStale || undefined}>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Incident</th>
            <th scope="col" className="max-tab:hidden">
              Affected
            </th>
            <th scope="col" className="max-tab:hidden">
              Assigned to
            </th>
            <th scope="col" className="r max-tab:hidden">
              Alerts firing
            </th>
            <th scope="col" className="r max-tab:hidden">
              Began
            </th>
            <th scope="col" className="r max-tab:hidden">
              Lasted
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ incident }: { incident: Incident }) {
  const { name, title, severity, status, assignee, affectedServices, firingCount, alertCount } = incident;
  const range = useRange();
  const now = useNow(60_000);
  const start = startOf(incident);
  return (
    <tr>
      <td>
        <Status look={incidentLook(incident)}>{incidentWord[status]}</Status>
      </td>
      <td className="max-w-100 truncate max-tab:max-w-none max-tab:whitespace-normal">
        <PageLink className="row-open font-medium" href={incidentPath(name, range)}>
          {title}
        </PageLink>
        <div className="text-fg-3 text-xs">
          {name} · {severityWord[severity]}
          {incident.mergedInto && ` · part of ${incident.mergedInto}`}
          <span className="tab:hidden">
            {' '}
            · {assignee ?? 'nobody'} · {formatMoment(start, now)},{' '}
            {formatSpan((incident.resolvedAt ? Date.parse(incident.resolvedAt) : now) - start)}
          </span>
        </div>
      </td>
      <td className="max-w-56 truncate text-fg-2 max-tab:hidden" title={affectedServices.join(', ')}>
        {affectedServices.join(', ')}
      </td>
      <td className="max-w-40 truncate max-tab:hidden">
        {assignee ?? <span className="text-fg-3">Nobody</span>}
      </td>
      <td className="r max-tab:hidden">
        {firingCount} <span className="text-fg-3">of {alertCount}</span>
      </td>
      <td className="r text-fg-2 max-tab:hidden" title={formatExact(start)}>
        {formatMoment(start, now)}
      </td>
      <td className="r max-tab:hidden">
        {incident.resolvedAt ? (
          formatSpan(Date.parse(incident.resolvedAt) - start)
        ) : (
          <b>
            <Lasting since={start} />
          </b>
        )}
      </td>
    </tr>
  );
}
