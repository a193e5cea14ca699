import { ArrowLeft } from 'lucide-react';
import { useMe } from '../../live/call.ts';
import { useRange, withRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { IncidentActions } from './actions.tsx';
import { IncidentAlerts } from './alerts.tsx';
import { IncidentCharts } from './charts.tsx';
import { Dialogs, useDialog } from './dialogs.tsx';
import { IncidentSituation } from './situation.tsx';
import { Timeline } from './timeline.tsx';
import { IncidentTold } from './told.tsx';
import { useIncident } from './use-incident.ts';
import { useKeys } from './use-keys.ts';

/** One incident: what is wrong, since when, what changed, who does what about it. */
export function IncidentPage({ name }: { name: string }) {
  const { view, error, again } = useIncident(name);
  const me = useMe();
  const now = useNow(5_000);
  const dialog = useDialog();
  const keys = useKeys({ incident: view?.incident, me, again, open: dialog.open });
  if (!view) return error ? <Missing name={name} reason={error.message} /> : <Skeleton />;
  return (
    <>
      <IncidentSituation view={view} now={now} me={me} step={keys} open={dialog.open} />
      <div className="incident-two">
        <div className="incident-stack">
          <IncidentCharts view={view} now={now} />
          <Timeline view={view} me={me} again={again} />
        </div>
        <div className="incident-stack is-side">
          <IncidentActions view={view} me={me} now={now} />
          <IncidentAlerts view={view} me={me} again={again} />
          <IncidentTold incident={view.incident} />
        </div>
      </div>
      <Dialogs view={view} dialog={dialog} again={again} />
    </>
  );
}

function Missing({ name, reason }: { name: string; reason: string }) {
  const range = useRange();
  return (
    <Sheet label={name}>
      <div className="empty">
        <h3>{name} cannot be shown</h3>
        <p>{reason}</p>
        <PageLink className="btn" href={withRange('/incidents/all', range)}>
          <ArrowLeft size={14} aria-hidden /> All incidents
        </PageLink>
      </div>
    </Sheet>
  );
}

function Skeleton() {
  return (
    <>
      <Sheet label="Incident">
        <SkeletonRows rows={4} tall />
      </Sheet>
      <Sheet label="Timeline">
        <SkeletonRows rows={8} />
      </Sheet>
    </>
  );
}
