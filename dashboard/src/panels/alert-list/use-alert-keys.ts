import type { Alert } from '@smartops/contract';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { type AlertDialog, openAlertDialog } from '../../state/alert-dialog.ts';
import { useKeys } from '../../ui/use-keys.ts';

interface AlertKeys {
  readonly listed: readonly Alert[];
  readonly picked: readonly Alert[];
  readonly current: string | undefined;
  readonly mayDo: boolean;
  readonly me: string;
  step(by: 1 | -1): void;
  show(id: string): void;
  toggle(alert: Alert): void;
  clear(): void;
  help(): void;
}

/** The list by keyboard: keys act on what is selected, else on the line that is marked. */
export function useAlertKeys(keys: AlertKeys): void {
  const { listed, picked, current, mayDo, me, step, show, toggle, clear, help } = keys;
  const marked = listed.find(({ id }) => id === current);
  const about = picked.length > 0 ? picked : marked ? [marked] : [];
  const acting = (run: () => void) => () => {
    if (mayDo && about.length > 0) run();
  };
  const ask = (kind: Exclude<AlertDialog['kind'], 'end-silence' | 'silence'>) =>
    acting(() => openAlertDialog({ kind, alerts: about }));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: () => marked && show(marked.id),
    x: () => marked && mayDo && toggle(marked),
    a: acting(() => void actOnAlerts(about, { verb: 'acknowledge' }, me)),
    s: ask('snooze'),
    d: ask('dismiss'),
    c: ask('incident'),
    n: () => {
      if (marked) show(marked.id);
      // The field comes with the details.
      const find = (left: number) => {
        const field = document.getElementById('alert-note');
        if (field) field.focus();
        else if (left > 0) requestAnimationFrame(() => find(left - 1));
      };
      find(60);
    },
    '/': () => document.getElementById('find-alerts')?.focus(),
    Escape: clear,
    '?': help,
  });
}
