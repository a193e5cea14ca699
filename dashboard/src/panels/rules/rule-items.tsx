import type { Rule } from '@smartops/contract';
import { Copy, History, Pencil, Power, Siren, SquareArrowOutUpRight, Trash2 } from 'lucide-react';
import { alertsOfRule, copyAddress, ruleAddress } from '../../facts/rule-address.ts';
import { switchRule } from '../../live/act-on-rules.ts';
import type { MenuItem } from '../../ui/menu.tsx';

export const viewersOnly = 'Operators and administrators change rules';

interface Acts {
  readonly mayChange: boolean;
  readonly onDelete: (rule: Rule) => void;
  readonly onHistory: (id: string) => void;
}

/** What can be done with a rule. */
export function ruleItems(rule: Rule, { mayChange, onDelete, onHistory }: Acts): readonly MenuItem[] {
  const { id, spec } = rule;
  const history: MenuItem = { label: 'History…', icon: <History aria-hidden />, run: () => onHistory(id) };
  const alerts: MenuItem = { label: 'Its alerts', icon: <Siren aria-hidden />, to: alertsOfRule(id) };
  if (!mayChange)
    return [
      { label: 'Open', icon: <SquareArrowOutUpRight aria-hidden />, to: ruleAddress(id) },
      alerts,
      history,
    ];
  return [
    { label: 'Edit', icon: <Pencil aria-hidden />, to: ruleAddress(id) },
    { label: 'Duplicate', icon: <Copy aria-hidden />, to: copyAddress(id) },
    {
      label: spec.enabled ? 'Switch off' : 'Switch on',
      icon: <Power aria-hidden />,
      run: () => void switchRule(rule, !spec.enabled),
    },
    alerts,
    history,
    { label: 'Delete…', icon: <Trash2 aria-hidden />, apart: true, run: () => onDelete(rule) },
  ];
}
