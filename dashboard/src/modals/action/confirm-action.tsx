import { actionTitle } from '../../facts/actions.ts';
import { type Asked, type Proposal, stopAsking } from '../../live/asking.ts';
import { call } from '../../live/call.ts';
import { ActionDialog } from './action-dialog.tsx';
import { Looking, Refused } from './looking.tsx';
import { ReviewForm } from './review-form.tsx';
import { useProposal } from './use-proposal.ts';

/** Shows what would happen before it does, and asks once. */
export default function ConfirmAction({ asked: { wish, proposal } }: { asked: Asked }) {
  const answer = useProposal(proposal);
  return (
    <ActionDialog
      title={actionTitle[wish.kind](wish.name)}
      action={answer && 'action' in answer ? answer.action : undefined}
      meanwhile={
        answer && 'refusal' in answer ? (
          <Refused refusal={answer.refusal} />
        ) : proposal ? (
          <Looking />
        ) : (
          <ReviewForm wish={wish} />
        )
      }
      onDrop={() => void proposal?.then(drop)}
      onClose={stopAsking}
    />
  );
}

/** Nobody waits for the answer: what is not rejected expires by itself. */
async function drop(proposal: Proposal): Promise<void> {
  if ('action' in proposal) await call('rejectAction', { id: proposal.action.id }).catch(() => undefined);
}
