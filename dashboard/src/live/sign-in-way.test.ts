import { expect, it } from 'vitest';
import { wayBack } from './sign-in-way.ts';

const origin = 'https://ops.example';

it('leads back to the page one came from', () => {
  expect(wayBack('/settings?tab=audit', origin)).toBe('/settings?tab=audit');
});

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/sign-in?back=/sign-in',
  '',
  undefined,
])('never leads to %s', (back) => {
  expect(wayBack(back, origin)).toBe('/');
});
