import { expect, it } from 'vitest';
import { neighbour } from './use-log.ts';

it('finds the next line and the one before from where the reader stands, round the ends', () => {
  expect(neighbour([5, 9, 20], 9, 1)).toBe(20);
  expect(neighbour([5, 9, 20], 20, 1)).toBe(5);
  expect(neighbour([5, 9, 20], 7, -1)).toBe(5);
  expect(neighbour([5, 9, 20], 5, -1)).toBe(20);
  expect(neighbour([], 5, 1)).toBeUndefined();
});
