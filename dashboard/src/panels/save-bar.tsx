import type { ReactNode } from 'react';
import { BusyButton } from '../ui/busy-button.tsx';
import type { Draft } from './settings-form.ts';

interface SaveBarProps {
  draft: Draft;
  /** Each change in words: `CPU 80 % → 85 %`. */
  changes: readonly string[];
  note?: ReactNode;
}

/** What is not saved yet, and the two ways out. It keeps its place, so that nothing jumps when something is typed. */
export function SaveBar({ draft, changes, note }: SaveBarProps) {
  const count = changes.length;
  return (
    <div className="save">
      <div>
        {count === 0 && <span className="text-fg-3">No change to save</span>}
        {count > 0 && (
          <span>
            {count} {count === 1 ? 'change' : 'changes'} not saved:{' '}
            <span className="text-fg-2">{changes.join(', ')}</span>
          </span>
        )}
        {note && <span className="block text-fg-3 text-xs">{note}</span>}
        {draft.failure && (
          <p className="err" role="alert">
            {draft.failure}
          </p>
        )}
      </div>
      <button type="button" className="btn md" disabled={count === 0} onClick={draft.discard}>
        Discard
      </button>
      <BusyButton type="button" busy={draft.busy} look="md ink" disabled={count === 0} onClick={draft.save}>
        Save changes
      </BusyButton>
    </div>
  );
}
