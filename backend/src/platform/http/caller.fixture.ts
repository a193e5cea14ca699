import type { Authority } from './authorise.ts';
import type { Caller } from './caller.ts';

/** Somebody who signed in, unless told otherwise a viewer. */
export function testCaller(more: Partial<Caller> = {}): Caller {
  return {
    kind: 'person',
    id: 'p1',
    name: 'Ada',
    email: 'ada@example.com',
    role: 'viewer',
    approver: false,
    scopes: null,
    workspace: { id: 'default', name: 'Default' },
    standing: 'session:s1',
    ...more,
  };
}

/** Takes every request for this caller's. */
export function authorityOf(caller: Caller | undefined): Authority {
  return {
    workspace: 'default',
    identify: () => ({ caller }),
    recall: () => caller,
    refused() {},
  };
}
