import { mayAct } from '../../facts/action-kinds.ts';
import { actionTitle } from '../../facts/actions.ts';
import { useMe } from '../../live/call.ts';
import { Reject } from '../../panels/reject.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useAction } from './use-action.ts';

/** An action that somebody proposed: to approve it, to reject it, to see what became of it. */
export default function ActionModal({ id, onClose }: ModalProps) {
  const { action, error } = useAction(id);
  const me = useMe();
  if (!action) return <Missing known={error !== undefined} what="Action" onClose={onClose} />;
  return (
    <ActionDialog
      title={actionTitle[action.kind](action.target.name)}
      action={action}
      meanwhile={null}
      decline={mayAct(me) && <Reject id={id} />}
      onClose={onClose}
    />
  );
}
