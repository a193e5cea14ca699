import { expect, it } from 'vitest';
import { tokenIn } from './use-link-token.ts';

it('finds the token after the #, named or not, and where the sign-in library puts it', () => {
  expect(tokenIn({ hash: '#a%2Bb', search: '' })).toBe('a+b');
  expect(tokenIn({ hash: '#token=abc', search: '?token=other' })).toBe('abc');
  expect(tokenIn({ hash: '', search: '?token=abc' })).toBe('abc');
  expect(tokenIn({ hash: '', search: '' })).toBe('');
});
