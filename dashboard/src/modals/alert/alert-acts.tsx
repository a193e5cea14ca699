import type { Alert, AlertAct } from '@smartops/contract';
import { ChevronDown } from 'lucide-react';
import { mayAct } from '../../facts/action-kinds.ts';
import { snoozes } from '../../facts/snoozes.ts';
import { standingOf } from '../../facts/standing.ts';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useMe } from '../../live/call.ts';
import { openAlertDialog } from '../../state/alert-dialog.ts';
import { useNow } from '../../ui/clock.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';

/** What one can do about it; absent for those who may only look. */
export function AlertActs({ alert }: { alert: Alert }) {
  const me = useMe();
  const standing = standingOf(alert);
  if (!mayAct(me) || standing === 'resolved') return null;
  const act = (one: AlertAct) => void actOnAlerts([alert], one, me?.name ?? '');
  if (standing === 'dismissed')
    return (
      <div className="acts">
        <button type="button" className="btn md" onClick={() => act({ verb: 'restore' })}>
          Bring back
        </button>
      </div>
    );
  return (
    <div className="acts">
      {alert.acknowledged ? (
        <TakeOver alert={alert} name={me?.name ?? ''} act={act} />
      ) : (
        <button type="button" className="btn md ink" onClick={() => act({ verb: 'acknowledge' })}>
          Acknowledge
        </button>
      )}
      <SnoozeMenu alert={alert} act={act} />
      <button
        type="button"
        className="btn md"
        onClick={() => openAlertDialog({ kind: 'silence', alerts: [alert] })}
      >
        Silence…
      </button>
      <button
        type="button"
        className="btn md"
        onClick={() => openAlertDialog({ kind: 'dismiss', alerts: [alert] })}
      >
        Dismiss…
      </button>
      <Menu label="More" look="md icon" items={moreOf(alert, act)} />
    </div>
  );
}

interface ActProps {
  alert: Alert;
  act: (act: AlertAct) => void;
}

function TakeOver({ alert, name, act }: ActProps & { name: string }) {
  if (alert.owner === name)
    return (
      <button type="button" className="btn md" onClick={() => act({ verb: 'unacknowledge' })}>
        Unacknowledge
      </button>
    );
  return (
    <button type="button" className="btn md ink" onClick={() => act({ verb: 'assign', to: 'me' })}>
      Take over
    </button>
  );
}

function SnoozeMenu({ alert, act }: ActProps) {
  const now = useNow(60_000);
  const items: MenuItem[] = snoozes(now).map(({ label, until }) => ({
    label,
    run: () => act({ verb: 'snooze', until: new Date(until).toISOString() }),
  }));
  if (alert.snoozedUntil)
    items.push({ label: 'Wake it now', apart: true, run: () => act({ verb: 'snooze', until: null }) });
  return (
    <Menu label="Snooze" look="md" items={items}>
      Snooze
      <ChevronDown size={14} aria-hidden />
    </Menu>
  );
}

function moreOf(alert: Alert, act: ActProps['act']): MenuItem[] {
  const items: MenuItem[] = [
    { label: 'Assign…', run: () => openAlertDialog({ kind: 'assign', alerts: [alert] }) },
    {
      label: alert.incidentId ? 'Create a separate incident…' : 'Create incident…',
      run: () => openAlertDialog({ kind: 'incident', alerts: [alert] }),
    },
  ];
  if (alert.acknowledged)
    items.push({ label: 'Unacknowledge', apart: true, run: () => act({ verb: 'unacknowledge' }) });
  if (alert.source.startsWith('sender'))
    items.push({ label: 'Resolve', apart: true, run: () => act({ verb: 'resolve' }) });
  return items;
}
