import type { Action, ActionKind } from '@smartops/contract';
import { type Approval, isGoing } from '../../facts/actions.ts';
import { openModal } from '../../state/modal.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useAct } from '../../ui/use-act.ts';
import type { ApprovalState } from './use-approval.ts';

interface ProposalFootProps {
  action: Action;
  approval: Approval | undefined;
  state: ApprovalState;
  /** Leaves it for somebody else to approve; undefined where that is what it already is. */
  onSend: (() => Promise<void>) | undefined;
  children: React.ReactNode;
}

const approveWord: Record<ActionKind, string> = {
  rerun: 'Re-run all jobs',
  'rerun-failed': 'Re-run failed jobs',
  cancel: 'Cancel the run',
  redeploy: 'Redeploy',
  rollback: 'Roll back',
  review: 'Send the review',
};

export function ProposalFoot({ action, approval, state, onSend, children }: ProposalFootProps) {
  const isTyped = approval !== 'type' || state.typed.trim() === action.confirmation;
  const mayApprove = approval === 'click' || approval === 'type';
  return (
    <>
      <span className="flex-1">Recorded in the audit log</span>
      {children}
      {mayApprove && (
        <BusyButton
          type="button"
          look={approval === 'type' ? 'danger-solid' : 'ink'}
          busy={state.busy}
          disabled={!isTyped}
          onClick={state.approve}
        >
          {approveWord[action.kind]}
        </BusyButton>
      )}
      {approval !== undefined && !mayApprove && onSend && <Send onSend={onSend} />}
    </>
  );
}

/** Until then nobody else sees the proposal. */
function Send({ onSend }: { onSend: () => Promise<void> }) {
  const { busy, failure, act } = useAct(onSend);
  return (
    <>
      {failure && (
        <span className="err" role="alert">
          {failure}
        </span>
      )}
      <BusyButton type="button" look="ink" busy={busy} onClick={() => act()}>
        Send for approval
      </BusyButton>
    </>
  );
}

export function ClosingFoot({ action, onClose }: { action: Action | undefined; onClose: () => void }) {
  const pipelineId = action?.pipelineId;
  return (
    <>
      <span className="flex-1">{action && isGoing(action) && 'It goes on when you close this'}</span>
      {pipelineId && (
        <button
          type="button"
          className="btn"
          onClick={() => {
            onClose();
            openModal('pipeline-logs', pipelineId);
          }}
        >
          View Logs
        </button>
      )}
      <button type="button" className="btn" onClick={onClose}>
        Close
      </button>
    </>
  );
}
