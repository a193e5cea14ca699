import type { Action, ActionKind, ActionStatus, Me } from '@smartops/contract';

export const actionLook = {
  proposed: 'pending',
  approved: 'running',
  running: 'running',
  verifying: 'running',
  succeeded: 'healthy',
  failed: 'critical',
  unknown: 'warning',
  rejected: 'offline',
  expired: 'offline',
} as const satisfies Record<ActionStatus, string>;

export const actionWord: Record<ActionStatus, string> = {
  proposed: 'Waits for approval',
  approved: 'Approved',
  running: 'Running',
  verifying: 'Being watched',
  succeeded: 'Succeeded',
  failed: 'Failed',
  unknown: 'Result unknown',
  rejected: 'Rejected',
  expired: 'Expired',
};

/** Over the dialog, before more is known. */
export const actionTitle: Record<ActionKind, (name: string) => string> = {
  rerun: (name) => `Re-run all jobs of ${name}`,
  'rerun-failed': (name) => `Re-run the failed jobs of ${name}`,
  cancel: (name) => `Cancel a run of ${name}`,
  redeploy: (name) => `Redeploy ${name}`,
  rollback: (name) => `Roll back ${name}`,
  review: (name) => `Review a run of ${name}`,
};

const doing: Record<ActionKind, (name: string) => string> = {
  rerun: (name) => `Running ${name} again`,
  'rerun-failed': (name) => `Running the failed jobs of ${name} again`,
  cancel: (name) => `Cancelling a run of ${name}`,
  redeploy: (name) => `Deploying ${name} again`,
  rollback: (name) => `Rolling ${name} back`,
  review: (name) => `Reviewing a run of ${name}`,
};

/** `Rolling checkout-api back`. */
export const doingWords = ({ kind, target }: Action): string => doing[kind](target.name);

export const isGoing = ({ status }: Action): boolean =>
  status === 'approved' || status === 'running' || status === 'verifying';

/** As it stands now: an expired proposal is told of only when somebody asks. */
export function statusNow({ status, expiresAt }: Action, now: number): ActionStatus {
  return status === 'proposed' && now >= Date.parse(expiresAt) ? 'expired' : status;
}

const order: readonly ActionStatus[] = ['proposed', 'approved', 'running', 'verifying'];
const rank = ({ status, steps }: Action) => {
  const at = order.indexOf(status);
  return (at < 0 ? order.length : at) * 1_000 + steps.length;
};

/** Of two reports of one action the later one: reply and stream overtake each other. */
export const laterOf = (one: Action, other: Action): Action => (rank(other) > rank(one) ? other : one);

/** What it takes this person to approve it, or why they cannot. */
export type Approval = 'click' | 'type' | 'second-person' | 'approver' | 'viewer';

export function approvalBy(me: Me, { confirmation, needsSecondPerson, proposed }: Action): Approval {
  if (me.role === 'viewer') return 'viewer';
  if (confirmation !== null && me.role !== 'admin' && !me.approver) return 'approver';
  if (needsSecondPerson && (proposed.id ?? me.id) === me.id) return 'second-person';
  return confirmation === null ? 'click' : 'type';
}

/** Whether it was this person who signed. */
const isBy = ({ id }: Action['proposed'], me: Me) => (id === null ? me.kind === 'loopback' : id === me.id);

const toldMs = 20_000;

const most = 3;

/** The newest that this person proposed or approved, while it goes on and a moment longer. */
export function ownNews(actions: readonly Action[], me: Me, now: number): readonly Action[] {
  return actions
    .filter(({ approved, proposed }) => approved && [approved, proposed].some((one) => isBy(one, me)))
    .filter((action) => isGoing(action) || endedWithin(action, toldMs, now))
    .slice(0, most);
}

const recentMs = 120_000;
/** Somebody has to look after what nobody knows the end of. */
const unknownMs = 60 * 60_000;

/** What goes on or waits for somebody, and what ended a moment ago; what waits stands first. */
export function underWay(actions: readonly Action[], now: number): readonly Action[] {
  const waits = actions.filter((action) => action.sent && statusNow(action, now) === 'proposed');
  const rest = actions.filter(
    (action) =>
      isGoing(action) ||
      (action.approved !== null &&
        endedWithin(action, action.status === 'unknown' ? unknownMs : recentMs, now)),
  );
  return [...waits, ...rest];
}

const endedWithin = ({ finishedAt }: Action, ms: number, now: number) =>
  finishedAt !== null && now - Date.parse(finishedAt) < ms;
