import { expect, it } from 'vitest';
import { fillDigits } from './digits.ts';

const empty = ['', '', '', '', '', ''];

it('takes a pasted code with whatever stands between its digits', () => {
  expect(fillDigits(empty, 0, '407 12-3\n')).toEqual(['4', '0', '7', '1', '2', '3']);
});

it('never takes more than six digits, nor anything else', () => {
  expect(fillDigits(empty, 4, '98765').join('')).toBe('98');
  expect(fillDigits(['1', '2', '', '', '', ''], 2, 'x')).toEqual(['1', '2', '', '', '', '']);
});
