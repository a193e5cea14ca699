import { Scope } from '@smartops/contract';
import { expect, it } from 'vitest';
import { scopes } from './scopes.ts';

it('offers exactly the scopes of the contract', () => {
  expect([...scopes].sort()).toEqual([...Scope.options].sort());
});
