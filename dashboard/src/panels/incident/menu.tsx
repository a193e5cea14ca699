import type { Incident, Me } from '@smartops/contract';
import { FileText, Link, Merge, Pencil, Split } from 'lucide-react';
import { stepOf } from '../../facts/incidents.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import type { DialogName } from './dialogs.tsx';

interface IncidentMenuProps {
  incident: Incident;
  me: Me | undefined;
  open: (name: DialogName) => void;
}

/** What is done less often. */
export function IncidentMenu({ incident, me, open }: IncidentMenuProps) {
  const items: MenuItem[] = [];
  if (stepOf(incident, me)) {
    items.push({ label: 'Edit…', icon: <Pencil aria-hidden />, run: () => open('edit') });
    if (incident.status !== 'resolved')
      items.push({ label: 'Merge another into it…', icon: <Merge aria-hidden />, run: () => open('merge') });
    if (incident.alertCount > 1)
      items.push({ label: 'Split alerts off…', icon: <Split aria-hidden />, run: () => open('split') });
  }
  items.push(
    {
      label: 'Post-mortem',
      icon: <FileText aria-hidden />,
      run: () => open('post-mortem'),
      apart: items.length > 0,
    },
    {
      label: 'Copy link',
      icon: <Link aria-hidden />,
      run: () => void navigator.clipboard.writeText(location.href),
    },
  );
  return <Menu label={`${incident.name} menu`} items={items} />;
}
