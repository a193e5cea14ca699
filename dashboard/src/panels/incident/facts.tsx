import type { Alert, IncidentView } from '@smartops/contract';
import { deployLabel } from '../../facts/happenings.ts';
import { endOf, liveAt, startOf } from '../../facts/incidents.ts';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';
import { formatClock, formatMoment, formatZone } from '../../format/time.ts';
import { openModal } from '../../state/modal.ts';

/** What is wrong, since when, what changed just before, and what is affected. */
export function IncidentFacts({ view, now }: { view: IncidentView; now: number }) {
  const { incident, alerts } = view;
  const start = startOf(incident);
  const end = endOf(incident);
  const others = alerts.filter(({ title }) => title !== incident.title);
  return (
    <dl className="cells g4 facts">
      <div className="fact">
        <dt>What {end === undefined ? 'is' : 'was'} wrong</dt>
        <dd>{incident.message || incident.title}</dd>
        {others[0] && (
          <dd className="more">
            {others
              .slice(0, 2)
              .map(({ title }) => title)
              .join(' · ')}
            {others.length > 2 && ` · ${others.length - 2} more`}
          </dd>
        )}
      </div>
      <div className="fact">
        <dt>Since</dt>
        <dd>
          {formatClock(start)} {formatZone(start)}, {formatSpan((end ?? now) - start)}
        </dd>
        <dd className="more">
          {end === undefined
            ? `${incident.firingCount} of ${plural(incident.alertCount, 'alert')} firing`
            : `until ${formatMoment(end, now)}, ${plural(incident.alertCount, 'alert')}`}
        </dd>
      </div>
      <Changed view={view} />
      <div className="fact">
        <dt>Affected</dt>
        <dd>{incident.affectedServices.slice(0, 4).join(', ') || 'Not on record'}</dd>
        <dd className="more">{placesOf(alerts)}</dd>
      </div>
    </dl>
  );
}

function Changed({ view: { incident, suspect, deployments } }: { view: IncidentView }) {
  const start = startOf(incident);
  const before =
    suspect ?? deployments.find((one) => one.environment === 'production' && liveAt(one) <= start);
  return (
    <div className="fact">
      <dt>What changed</dt>
      {before ? (
        <dd>
          <button
            type="button"
            className="link-quiet"
            onClick={() => openModal('deployment-logs', before.id)}
          >
            {deployLabel(before)}
          </button>
          , {formatSpan(start - liveAt(before))} before
        </dd>
      ) : (
        <dd>No production deploy in the hour before</dd>
      )}
      {before && (
        <dd className="more">
          {before.title} · <span className="mono">{before.commit}</span> · {before.author}
        </dd>
      )}
    </div>
  );
}

function placesOf(alerts: readonly Alert[]): string {
  const places = alerts.map(({ source, account, region }) =>
    [account ?? source, region].filter(Boolean).join(', '),
  );
  return [...new Set(places)].slice(0, 3).join(' · ');
}
