import type { Pipeline } from '@smartops/contract';
import { ExternalLink, ScrollText } from 'lucide-react';
import { kindsOfRun, mayAct } from '../facts/action-kinds.ts';
import { useMe } from '../live/call.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { actionItems } from './action-items.tsx';
import { openRun } from './open-run.ts';

export function RunMenu({ run, label }: { run: Pipeline; label: string }) {
  const me = useMe();
  const items: MenuItem[] = [
    { label: 'View Logs', icon: <ScrollText aria-hidden />, run: () => openRun(run) },
  ];
  if (run.url) items.push({ label: 'View on GitHub', icon: <ExternalLink aria-hidden />, href: run.url });
  if (mayAct(me)) items.push(...runActions(run));
  return <Menu label={label} items={items} />;
}

export const runActions = (run: Pipeline): MenuItem[] =>
  actionItems(kindsOfRun(run), run.id, run.repository.split('/').at(-1) ?? run.name);
