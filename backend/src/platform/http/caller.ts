import type { Me, Role, Scope } from '@smartops/contract';

/** Whoever asks, as the contract's `Me` and with what they showed. */
export interface Caller extends Me {
  /** What stands behind the caller: the id of a session or key; empty on an open installation. */
  readonly standing: string;
}

/** What a route asks of its caller. `scope` is for keys; null is what no key may do. */
export interface Permission {
  readonly role: Role;
  readonly scope: Scope | null;
}

export type Decision = 'allowed' | 'unauthorized' | 'forbidden';

const rank: Readonly<Record<Role, number>> = { public: 0, viewer: 1, operator: 2, admin: 3 };

/** The one rule of who may do what in the workspace that is served. */
export function decide(caller: Caller | undefined, { role, scope }: Permission, workspace: string): Decision {
  if (role === 'public') return 'allowed';
  if (!caller) return 'unauthorized';
  if (caller.workspace.id !== workspace) return 'forbidden';
  if (rank[caller.role] < rank[role]) return 'forbidden';
  if (caller.scopes === null) return 'allowed';
  return scope !== null && caller.scopes.includes(scope) ? 'allowed' : 'forbidden';
}
