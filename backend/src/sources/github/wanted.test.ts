import { expect, it } from 'vitest';
import { isWanted, namedInFull } from './wanted.ts';

it.each([
  [['checkout-api'], 'checkout-api', true],
  [['checkout-api'], 'Checkout-API', true],
  [['checkout-api'], 'checkout-api-2', false],
  [['checkout.api'], 'checkout-api', false],
  [['*'], 'anything', true],
  [['payments-*'], 'payments-api', true],
  [['payments-*'], 'old-payments-api', false],
  [['*-api', 'web'], 'web', true],
  [['*', '!old-*'], 'old-thing', false],
  [['!old-*', '*'], 'new-thing', true],
  [['!old-thing'], 'new-thing', true],
  [['!old-thing'], 'old-thing', false],
])('of %j, %s is wanted: %s', (patterns, name, wanted) => {
  expect(isWanted(patterns, name)).toBe(wanted);
});

it.each([
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  [['a', 'b', '!b'], ['a']],
  [['a-*'], undefined],
  [['!a'], undefined],
])('of %j, these need no listing: %j', (patterns, names) => {
  expect(namedInFull(patterns)).toEqual(names);
});
