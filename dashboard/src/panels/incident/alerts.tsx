import type { Alert, IncidentView, Me } from '@smartops/contract';
import { ExternalLink, LineChart, Minus } from 'lucide-react';
import { stepOf } from '../../facts/incidents.ts';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { formatSpan } from '../../format/duration.ts';
import { formatClock, formatExact } from '../../format/time.ts';
import { call } from '../../live/call.ts';
import { openModal } from '../../state/modal.ts';
import { Lasting } from '../../ui/age.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { useShowMore } from '../../ui/show-more.tsx';
import { useAct } from '../../ui/use-act.ts';

interface AlertsProps {
  view: IncidentView;
  me: Me | undefined;
  again: () => Promise<void>;
}

/** Its alerts: those that fire, then those that are over. */
export function IncidentAlerts({ view, me, again }: AlertsProps) {
  const { incident, alerts } = view;
  const { shown, foot } = useShowMore(alerts);
  const { failure, act } = useAct(async (alertId: string) => {
    await call('removeIncidentAlert', { id: incident.id, alertId });
    await again();
  });
  const remove = stepOf(incident, me) && incident.alertCount > 1 ? act : undefined;
  const count =
    incident.alertCount > alerts.length
      ? `${alerts.length} of ${incident.alertCount} shown`
      : `${alerts.length}`;
  return (
    <Sheet label="Alerts">
      <Head line title="Alerts" note={count} />
      {failure && (
        <p className="err px-4 py-2" role="alert">
          {failure}
        </p>
      )}
      {alerts.length === 0 ? (
        <p className="px-4 py-3 text-fg-2">
          {incident.mergedInto
            ? `They are part of ${incident.mergedInto} now.`
            : 'All of its alerts were taken out.'}
        </p>
      ) : (
        <ul className="list">
          {shown.map((alert) => (
            <Row key={alert.id} alert={alert} remove={remove} />
          ))}
        </ul>
      )}
      {shown.length < alerts.length && foot}
    </Sheet>
  );
}

function Row({ alert, remove }: { alert: Alert; remove: ((id: string) => void) | undefined }) {
  const { id, severity, title, message, state, metricId, url, acknowledgement } = alert;
  const since = Date.parse(alert.timestamp);
  const isOver = state === 'resolved';
  const items: MenuItem[] = [];
  if (metricId)
    items.push({
      label: 'View metric',
      icon: <LineChart aria-hidden />,
      run: () => openModal('metric', metricId),
    });
  if (url) items.push({ label: 'Open in console', icon: <ExternalLink aria-hidden />, href: url });
  if (remove)
    items.push({
      label: 'Take out of this incident',
      icon: <Minus aria-hidden />,
      run: () => remove(id),
      apart: items.length > 0,
    });
  return (
    <li className="incident-alert">
      <Glyph look={isOver ? 'healthy' : severityLook[severity]} />
      <div className="min-w-0">
        <div className="font-medium">
          <span className="sr-only">{isOver ? 'Over: ' : `${severityWord[severity]}: `}</span>
          <button type="button" className="link-quiet" onClick={() => openModal('alert', id)}>
            {title}
          </button>
        </div>
        <div className="text-fg-2 text-xs">{message}</div>
        <div className="text-fg-3 text-xs" title={formatExact(since)}>
          since {formatClock(since)},{' '}
          {alert.resolvedAt ? (
            `lasted ${formatSpan(Date.parse(alert.resolvedAt) - since)}`
          ) : (
            <Lasting since={since} />
          )}
          {acknowledgement && ` · acknowledged by ${acknowledgement.by}`}
        </div>
      </div>
      {items.length > 0 && <Menu label={`${title} menu`} items={items} />}
    </li>
  );
}
