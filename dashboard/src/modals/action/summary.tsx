import type { Action } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { type Approval, statusNow } from '../../facts/actions.ts';
import { formatClock } from '../../format/time.ts';
import { useNow } from '../../ui/clock.ts';
import { Field } from '../../ui/field.tsx';
import { Facts } from './facts.tsx';
import type { ApprovalState } from './use-approval.ts';

interface SummaryProps {
  action: Action;
  approval: Approval | undefined;
  state: ApprovalState;
}

/** What exactly will happen, and what it takes to let it. */
export function Summary({ action, approval, state }: SummaryProps) {
  const { summary, proposed, expiresAt, confirmation } = action;
  const isExpired = statusNow(action, useNow(1_000)) === 'expired';
  return (
    <div className="action-body">
      <p className="font-medium">{summary.title}</p>
      <dl className="action-says">
        <dt>What happens</dt>
        <dd>{summary.does}</dd>
        <dt>How it is checked</dt>
        <dd>{summary.verifies}</dd>
      </dl>
      {summary.facts.length > 0 && <Facts facts={summary.facts} />}
      {summary.compareUrl && (
        <a className="link action-link" href={summary.compareUrl} target="_blank" rel="noreferrer">
          <ExternalLink size={14} aria-hidden />
          Compare the two versions on GitHub
        </a>
      )}
      {isExpired ? (
        <p role="status">It expired at {formatClock(Date.parse(expiresAt))}. Close this and ask again.</p>
      ) : (
        <>
          {approval && <Ask approval={approval} confirmation={confirmation ?? ''} state={state} />}
          <p className="text-fg-3 text-xs">
            Proposed by {proposed.by} at {formatClock(Date.parse(proposed.at))}, good until{' '}
            {formatClock(Date.parse(expiresAt))}
          </p>
        </>
      )}
      {state.failure && (
        <p className="err" role="alert">
          {state.failure}
        </p>
      )}
    </div>
  );
}

interface AskProps {
  approval: Approval;
  confirmation: string;
  state: ApprovalState;
}

const why = {
  viewer: 'You may look at this. Operators and administrators approve it.',
  approver: 'Changes to production are approved by approvers and administrators. You can send it to them.',
  'second-person': 'It needs two people here: somebody else has to approve a change to production.',
} as const;

function Ask({ approval, confirmation, state }: AskProps) {
  if (approval === 'click') return null;
  if (approval !== 'type') return <p>{why[approval]}</p>;
  return (
    <Field
      label={`Type ${confirmation} to confirm`}
      name="confirmation"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={state.typed}
      onChange={(event) => state.type(event.target.value)}
    />
  );
}
