import type { MemberRole } from '@smartops/contract';

export const roles = ['viewer', 'operator', 'admin'] as const satisfies readonly MemberRole[];

export const roleWord: Record<MemberRole, string> = {
  viewer: 'Viewer',
  operator: 'Operator',
  admin: 'Administrator',
};

export const roleText: Record<MemberRole, string> = {
  viewer: 'Sees everything, changes nothing.',
  operator: 'Sees everything; acknowledges, investigates, re-runs and redeploys.',
  admin: 'Everything an operator may, and connections, members, keys and the audit log.',
};
