import type { Action } from '@smartops/contract';
import { mayAct } from '../../facts/action-kinds.ts';
import { actionLook, actionWord, statusNow, underWay } from '../../facts/actions.ts';
import { parseTime } from '../../format/age.ts';
import { formatMinute } from '../../format/time.ts';
import { useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { openModal } from '../../state/modal.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { Reject } from '../reject.tsx';

/** What people have done for them right now; not there while that is nothing. */
export function UnderWay() {
  const actions = useTopic('actions') ?? [];
  const now = useNow(5_000);
  const me = useMe();
  const shown = underWay(actions, now);
  if (shown.length === 0) return null;
  return (
    <Sheet label="Under way and waiting for approval">
      <Head line title="Under way and waiting for approval" />
      <ul className="list">
        {shown.map((action) => (
          <Row key={action.id} action={action} now={now} mayAct={mayAct(me)} />
        ))}
      </ul>
    </Sheet>
  );
}

function Row({ action, now, mayAct }: { action: Action; now: number; mayAct: boolean }) {
  const { id, summary, proposed, approved, steps, expiresAt } = action;
  const status = statusNow(action, now);
  return (
    <li className="action-row">
      <Status look={actionLook[status]}>{actionWord[status]}</Status>
      <div className="min-w-0">
        <button type="button" className="row-open font-medium" onClick={() => openModal('action', id)}>
          {summary.title}
        </button>
        <p className="text-fg-2 text-xs">
          {status === 'proposed'
            ? `${proposed.by} proposed it, good until ${formatMinute(Date.parse(expiresAt))}`
            : [steps.at(-1)?.text, approved && `approved by ${approved.by}`].filter(Boolean).join(' · ')}{' '}
          · <Age at={parseTime(steps.at(-1)?.at ?? approved?.at ?? proposed.at)} />
        </p>
      </div>
      {status === 'proposed' && mayAct && (
        <span className="action-acts">
          <Reject id={id} />
          <button type="button" className="btn" onClick={() => openModal('action', id)}>
            Approve…
          </button>
        </span>
      )}
    </li>
  );
}
