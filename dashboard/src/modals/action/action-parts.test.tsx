// @vitest-environment jsdom
import type { Action } from '@smartops/contract';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Approval } from '../../facts/actions.ts';
import { ProposalFoot } from './foot.tsx';
import { Progress } from './progress.tsx';
import { Summary } from './summary.tsx';
import type { ApprovalState } from './use-approval.ts';

afterEach(cleanup);

const at = new Date(Date.now() - 60_000).toISOString();
const action: Action = {
  id: 'a',
  kind: 'rollback',
  risk: 'medium',
  status: 'proposed',
  target: { kind: 'deployment', id: 'd', name: 'checkout-api', environment: 'production' },
  summary: {
    title: 'Roll checkout-api in production back from v2.31.0 to v2.30.4',
    does: 'GitHub runs run 7 again.',
    verifies: 'The run is watched until it ends.',
    facts: [
      { label: 'Commits', text: '1 commit', warns: false, items: [{ text: '9c07be8 Retry', url: null }] },
      { label: 'Migrations', text: '1 file', warns: true, items: [{ text: 'db/7.sql', url: null }] },
    ],
    compareUrl: null,
  },
  confirmation: 'checkout-api',
  needsSecondPerson: false,
  proposed: { by: 'Ada Park', id: 'ada', at },
  sent: null,
  approved: null,
  rejected: null,
  expiresAt: new Date(Date.now() + 60_000).toISOString(),
  finishedAt: null,
  steps: [],
  pipelineId: null,
  source: 'github:demo',
  demo: true,
};

function state(more: Partial<ApprovalState> = {}): ApprovalState {
  const nothing = vi.fn();
  return {
    ...{ typed: '', type: nothing, reply: undefined, busy: false, failure: undefined, approve: nothing },
    ...more,
  };
}

const foot = (approval: Approval, states: ApprovalState, onSend?: () => Promise<void>) =>
  render(
    <ProposalFoot action={action} approval={approval} state={states} onSend={onSend}>
      {null}
    </ProposalFoot>,
  );

it('approves nothing in production until exactly its name is typed', () => {
  const approve = vi.fn();
  foot('type', state({ typed: 'checkout', approve }));
  fireEvent.click(screen.getByRole('button', { name: 'Roll back' }));
  expect(approve).not.toHaveBeenCalled();
  cleanup();
  foot('type', state({ typed: 'checkout-api', approve }));
  fireEvent.click(screen.getByRole('button', { name: 'Roll back' }));
  expect(approve).toHaveBeenCalledOnce();
});

it('takes no second click while the first is on its way', () => {
  const approve = vi.fn();
  foot('click', state({ busy: true, approve }));
  fireEvent.click(screen.getByRole('button', { name: 'Roll back' }));
  expect(approve).not.toHaveBeenCalled();
});

it.each(['approver', 'second-person'] as const)(
  'lets %s send it to others and not approve it',
  (approval) => {
    const send = vi.fn(async () => undefined);
    foot(approval, state(), send);
    expect(screen.queryByRole('button', { name: 'Roll back' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Send for approval' }));
    expect(send).toHaveBeenCalledOnce();
  },
);

it('unfolds what deserves a second look, and folds the rest', () => {
  render(<Summary action={action} approval="type" state={state()} />);
  const openOf = (text: string) => screen.getByText(text).closest('details')?.open;
  expect(openOf('db/7.sql')).toBe(true);
  expect(openOf('9c07be8 Retry')).toBe(false);
  screen.getByLabelText('Type checkout-api to confirm');
});

it('asks for nothing any more once it has expired', () => {
  render(<Summary action={{ ...action, expiresAt: at }} approval="type" state={state()} />);
  expect(screen.queryByRole('textbox')).toBeNull();
  screen.getByText(/^It expired at .*ask again\.$/);
});

it('says why approving failed', () => {
  render(<Summary action={action} approval="type" state={state({ failure: 'Things stand differently' })} />);
  expect(screen.getByRole('alert').textContent).toBe('Things stand differently');
});

it('sends whoever does not know how it ended to GitHub before they ask again', () => {
  const steps = [{ at, text: 'No answer from github.com', url: 'https://github.com/harbor-goods' }];
  render(<Progress action={{ ...action, status: 'unknown', approved: action.proposed, steps }} />);
  screen.getByText(/Look at GitHub before you ask for it again/);
  expect(screen.getByRole('link').getAttribute('href')).toBe('https://github.com/harbor-goods');
});
