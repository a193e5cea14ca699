import type { Action } from '@smartops/contract';
import { actionLook, actionWord, doingWords, isGoing, ownNews } from '../facts/actions.ts';
import { useMe } from '../live/call.ts';
import { useTopic } from '../live/use-live.ts';
import { openModal } from '../state/modal.ts';
import { useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';

/** What this person had done: while it goes on, and how it ended. */
export function OwnActions() {
  const actions = useTopic('actions');
  const me = useMe();
  const now = useNow(1_000);
  const shown = actions && me ? ownNews(actions, me, now) : [];
  return (
    <div className="toasts" role="status">
      {shown.map((action) => (
        <Toast key={action.id} action={action} />
      ))}
    </div>
  );
}

function Toast({ action }: { action: Action }) {
  const { id, status, steps } = action;
  return (
    <div className="toast">
      <Glyph look={actionLook[status]} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {doingWords(action)}
          {!isGoing(action) && `: ${actionWord[status].toLowerCase()}`}
        </p>
        <p className="text-fg-2">{steps.at(-1)?.text ?? actionWord[status]}</p>
      </div>
      <button type="button" className="btn ghost" onClick={() => openModal('action', id)}>
        Show
      </button>
    </div>
  );
}
