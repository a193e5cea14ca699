import type { Scope } from '@smartops/contract';

/** What each scope lets a key do, in the order of the form. Keys are the contract's, so a new one does not compile until it has words. */
export const scopeText: Record<Scope, string> = {
  'metrics:read': 'Metrics, services, chains, sources',
  'deployments:read': 'Deployments, workflow runs, logs',
  'alerts:read': 'Alerts, incidents, activity',
  'security:read': 'Security checks',
  'settings:read': 'Settings, without secrets',
  'stream:read': 'Follow the live stream',
  'members:read': 'Members and invitations',
  'members:write': 'Invite, change and remove members',
  'keys:write': 'Make and revoke keys',
  'audit:read': 'The audit log',
};

export const scopes = Object.keys(scopeText) as readonly Scope[];
