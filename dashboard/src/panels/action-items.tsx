import type { ActionKind } from '@smartops/contract';
import { CircleStop, type LucideIcon, RotateCw, ShieldCheck, Undo2 } from 'lucide-react';
import { ask } from '../live/asking.ts';
import { closeModal } from '../state/modal.ts';
import type { MenuItem } from '../ui/menu.tsx';

const words: Record<ActionKind, string> = {
  rerun: 'Re-run all jobs',
  'rerun-failed': 'Re-run failed jobs',
  cancel: 'Cancel',
  redeploy: 'Redeploy',
  rollback: 'Roll back…',
  review: 'Review…',
};

const icons: Record<ActionKind, LucideIcon> = {
  rerun: RotateCw,
  'rerun-failed': RotateCw,
  cancel: CircleStop,
  redeploy: RotateCw,
  rollback: Undo2,
  review: ShieldCheck,
};

/** Menu items that ask for something to be done, under a line of their own. */
export function actionItems(kinds: readonly ActionKind[], target: string, name: string): MenuItem[] {
  return kinds.map((kind, index) => {
    const Icon = icons[kind];
    return {
      label: words[kind],
      icon: <Icon aria-hidden />,
      apart: index === 0,
      run() {
        // One dialog at a time.
        closeModal();
        ask({ kind, target, name });
      },
    };
  });
}
