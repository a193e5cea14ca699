import type { Action } from '@smartops/contract';
import type { ReactNode } from 'react';
import { actionLook, actionWord, approvalBy, statusNow } from '../../facts/actions.ts';
import { call, useMe } from '../../live/call.ts';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { ClosingFoot, ProposalFoot } from './foot.tsx';
import { Progress } from './progress.tsx';
import { Summary } from './summary.tsx';
import { useAction } from './use-action.ts';
import { useApproval } from './use-approval.ts';

interface ActionDialogProps {
  title: string;
  /** As far as it is known. */
  action: Action | undefined;
  /** In place of the action, until there is one. */
  meanwhile: ReactNode;
  /** Button that ends a proposal; closes the dialog when left out. */
  decline?: ReactNode;
  /** Called after closing when nobody wants it: neither approved nor left for others. */
  onDrop?: () => void;
  onClose: () => void;
}

/** One action, from what would happen to what became of it. */
export function ActionDialog({ title, meanwhile, decline, onDrop, onClose, ...known }: ActionDialogProps) {
  const me = useMe();
  const state = useApproval(known.action);
  const { action } = useAction(known.action?.id, state.reply ?? known.action);
  const now = useNow(1_000);
  const status = action && statusNow(action, now);
  const approval = action && me && approvalBy(me, action);
  const close = () => {
    onClose();
    if ((!action || status === 'proposed') && !state.busy) onDrop?.();
  };
  async function send() {
    if (action) await call('sendAction', { id: action.id });
    onClose();
  }
  return (
    <Dialog
      title={title}
      note={action?.target.environment}
      onClose={close}
      actions={
        status &&
        !(status === 'proposed' && onDrop) && (
          <Status look={actionLook[status]} loud>
            {actionWord[status]}
          </Status>
        )
      }
      foot={
        action && status === 'proposed' ? (
          <ProposalFoot {...{ action, approval, state }} onSend={onDrop && send}>
            {decline ?? (
              <button type="button" className="btn" onClick={close}>
                Not now
              </button>
            )}
          </ProposalFoot>
        ) : (
          <ClosingFoot action={action} onClose={close} />
        )
      }
    >
      {!action && meanwhile}
      {action?.status === 'proposed' && <Summary action={action} approval={approval} state={state} />}
      {action && action.status !== 'proposed' && <Progress action={action} />}
    </Dialog>
  );
}
