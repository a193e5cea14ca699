import type { Alert, AlertAct } from '@smartops/contract';
import { Check, Siren, SquareArrowOutUpRight, X } from 'lucide-react';
import { mayAct } from '../../facts/action-kinds.ts';
import { useMe } from '../../live/call.ts';
import { openAlertDialog } from '../../state/alert-dialog.ts';
import { openModal } from '../../state/modal.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';

export function AlertMenu({ alert }: { alert: Alert }) {
  const me = useMe();
  const items: MenuItem[] = [
    {
      label: 'View Details',
      icon: <SquareArrowOutUpRight aria-hidden />,
      run: () => openModal('alert', alert.id),
    },
  ];
  if (mayAct(me)) {
    items.unshift({
      label: alert.acknowledged ? 'Unacknowledge' : 'Acknowledge',
      icon: <Check aria-hidden />,
      run: () => void act(alert, { verb: alert.acknowledged ? 'unacknowledge' : 'acknowledge' }, me?.name),
    });
    items.push(
      {
        label: 'Create Incident',
        icon: <Siren aria-hidden />,
        run: () => openAlertDialog({ kind: 'incident', alerts: [alert] }),
      },
      {
        label: 'Dismiss',
        icon: <X aria-hidden />,
        apart: true,
        run: () => openAlertDialog({ kind: 'dismiss', alerts: [alert] }),
      },
    );
  }
  return <Menu label={`${alert.title}: menu`} items={items} />;
}

/** Loaded when somebody first does something. */
async function act(alert: Alert, deed: AlertAct, name = ''): Promise<void> {
  const { actOnAlerts } = await import('../../live/act-on-alerts.ts');
  await actOnAlerts([alert], deed, name);
}
