import type { Alert } from '@smartops/contract';
import { X } from 'lucide-react';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { openAlertDialog } from '../../state/alert-dialog.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';

interface BulkBarProps {
  picked: readonly Alert[];
  /** All that is listed. */
  all: readonly Alert[];
  me: string;
  onAll: () => void;
  onClear: () => void;
}

/** What one can do to everything that is selected. */
export function BulkBar({ picked, all, me, onAll, onClear }: BulkBarProps) {
  const acts: readonly (readonly [string, string, () => void])[] = [
    ['Acknowledge', 'a', () => void actOnAlerts(picked, { verb: 'acknowledge' }, me)],
    ['Snooze…', 's', () => openAlertDialog({ kind: 'snooze', alerts: picked })],
    ['Assign…', '', () => openAlertDialog({ kind: 'assign', alerts: picked })],
    ['Silence…', '', () => openAlertDialog({ kind: 'silence', alerts: picked })],
    ['Create incident…', 'c', () => openAlertDialog({ kind: 'incident', alerts: picked })],
    ['Dismiss…', 'd', () => openAlertDialog({ kind: 'dismiss', alerts: picked })],
  ];
  const [acknowledge, snooze, ...rest] = acts;
  const inMenu: MenuItem[] = rest.map(([label, , run]) => ({ label, run }));
  return (
    <div className="bulk" role="toolbar" aria-label="Selected alerts">
      <label className="check bare">
        <input
          type="checkbox"
          aria-label="Select all that are listed"
          checked={picked.length === all.length}
          onChange={picked.length === all.length ? onClear : onAll}
        />
      </label>
      <span className="bulk-count">{picked.length} selected</span>
      {[acknowledge, snooze].map((one) => one && <BulkAct key={one[0]} act={one} />)}
      {rest.map((one) => (
        <BulkAct key={one[0]} act={one} look="max-tab:hidden" />
      ))}
      <span className="flex-1" />
      <span className="tab:hidden">
        <Menu label={`More for ${picked.length} alerts`} items={inMenu} />
      </span>
      <button type="button" className="btn icon" aria-label="Clear selection" onClick={onClear}>
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </div>
  );
}

function BulkAct({
  act: [label, key, run],
  look = '',
}: {
  act: readonly [string, string, () => void];
  look?: string;
}) {
  return (
    <button type="button" className={`btn ghost ${look}`} onClick={run}>
      {label} {key && <kbd className="max-tab:hidden">{key}</kbd>}
    </button>
  );
}
