import { expect, it } from 'vitest';
import { initials } from './initials.ts';

it.each([
  ['Priya Nair', 'PN'],
  ['  anna  maria van der berg ', 'AB'],
  ['Łukasz', 'Ł'],
  ['😀 Ops', '😀O'],
  ['', '?'],
])('writes %s as %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
