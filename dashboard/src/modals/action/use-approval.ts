import type { Action } from '@smartops/contract';
import { useState } from 'react';
import { call } from '../../live/call.ts';
import { useAct } from '../../ui/use-act.ts';

/** What has been typed to approve an action, and the approving itself. */
export function useApproval(action: Action | undefined) {
  const [typed, type] = useState('');
  const [reply, setReply] = useState<Action>();
  const { busy, failure, act } = useAct(async (id: string) => {
    setReply((await call('approveAction', { id, confirmation: typed })).action);
  });
  return { typed, type, reply, busy, failure, approve: () => action && act(action.id) };
}

export type ApprovalState = ReturnType<typeof useApproval>;
