import type { Attempt } from './attempt.ts';

export const now = 1_700_000_000_000;

export function attempt(more: Partial<Attempt> = {}): Attempt {
  return {
    at: now,
    actor: { kind: 'person', id: 'u1', name: 'Priya Nair' },
    action: 'member.invite',
    target: 'Lena Fuchs as viewer',
    outcome: 'allowed',
    reason: 'admin',
    address: '10.4.0.17',
    requestId: 'r1',
    detail: { role: 'viewer' },
    ...more,
  };
}
