import type { Member } from '@smartops/contract';
import { expect, it } from 'vitest';
import { chosenOf, findPeople, peopleToChoose } from './people.ts';

const member = (id: string, name: string, role = 'operator') =>
  ({ id, name, role, email: `${id}@harbor.example` }) as Member;
const me = { id: 'ada', name: 'Ada' };
const members = [member('ada', 'Ada'), member('bo', 'Bo'), member('eva', 'Eva', 'viewer')];

it('offers oneself first, then nobody, then those who may do something', () => {
  expect(peopleToChoose(members, me).map(({ id }) => id)).toEqual(['me', '', 'bo']);
});

it('keeps a stored name that belongs to no member, and says so', () => {
  const stored = { name: 'The night shift', id: null };
  const people = peopleToChoose(members, me, stored);
  expect(people.at(-1)).toEqual({ id: 'The night shift', name: 'The night shift', note: 'no member' });
  expect(chosenOf(stored, people, me)).toBe('The night shift');
});

it.each([
  [{ name: null, id: null }, ''],
  [{ name: 'Ada', id: 'ada' }, 'me'],
  [{ name: 'Ada', id: null }, 'me'],
  [{ name: 'Bo', id: 'bo' }, 'bo'],
  [{ name: 'Ada', id: 'another' }, 'Ada'],
])('knows who is stored: %o', (stored, expected) => {
  expect(chosenOf(stored, peopleToChoose(members, me, stored), me)).toBe(expected);
});

it('finds people by name and address', () => {
  const people = peopleToChoose(members, me);
  expect(findPeople(people, ' BO@har').map(({ id }) => id)).toEqual(['bo']);
  expect(findPeople(people, 'nobody').map(({ id }) => id)).toEqual(['']);
});
