import type { MemberRole, Scope } from '@smartops/contract';

/** Keys are made by people: no key may make another, so nobody is offered a scope for it. */
export type KeyScope = Exclude<Scope, 'keys:write'>;

/** What each scope lets a key do, in the order of the form. Keys are the contract's, so a new one does not compile until it has words. */
export const scopeText: Record<KeyScope, string> = {
  'metrics:read': 'Metrics, services, chains, sources',
  'deployments:read': 'Deployments, workflow runs, logs',
  'actions:write': 'Re-run, cancel, redeploy, roll back',
  'alerts:read': 'Alerts, incidents, activity',
  'alerts:write': 'Acknowledge, snooze and dismiss alerts; lead incidents',
  'rules:write': 'Rules, silences, senders',
  'security:read': 'Security checks',
  'settings:read': 'Settings, without secrets',
  'settings:write': 'Settings, channels, routes',
  'stream:read': 'The live stream',
  'members:read': 'Members; an administrator, invitations',
  'members:write': 'Invite, change and remove members',
  'audit:read': 'The audit log',
};

export const scopes = Object.keys(scopeText) as readonly KeyScope[];

const forAdmins: readonly KeyScope[] = ['members:write', 'settings:write', 'audit:read'];
const forOperators: readonly KeyScope[] = ['actions:write', 'alerts:write', 'rules:write'];

/** Whether the scope opens anything to a key of this role. */
export const opensTo = (scope: KeyScope, role: MemberRole): boolean =>
  role === 'admin' || (!forAdmins.includes(scope) && (role === 'operator' || !forOperators.includes(scope)));
