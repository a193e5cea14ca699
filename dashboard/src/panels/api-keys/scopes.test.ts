import { api, type MemberRole } from '@smartops/contract';
import { expect, it } from 'vitest';
import { roles } from '../../facts/roles.ts';
import { opensTo, scopes } from './scopes.ts';

const routes = Object.values(api);

it('offers exactly the scopes that some route asks for', () => {
  const asked = new Set(routes.flatMap(({ scope }) => (scope === null ? [] : [scope])));
  expect([...scopes].sort()).toEqual([...asked].sort());
});

it('offers a role only the scopes that open something to it', () => {
  const opens = (scope: string, role: MemberRole) =>
    routes.some(
      (route) => route.scope === scope && roles.indexOf(role) >= roles.indexOf(route.role as MemberRole),
    );
  for (const role of roles) for (const scope of scopes) expect(opensTo(scope, role)).toBe(opens(scope, role));
});
