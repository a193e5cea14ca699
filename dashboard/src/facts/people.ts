import type { Me, Member } from '@smartops/contract';

/** Somebody who can be chosen; `id` is what the backend takes: `me`, a member's id, empty for nobody. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}

export const nobody = '';

/** Whom one can choose: oneself first, then nobody, then everybody who may do something about it. Pure. */
export function peopleToChoose(
  members: readonly Member[],
  me: Pick<Me, 'id' | 'name'> | undefined,
  stored?: Stored,
): readonly Person[] {
  const others = members.filter(({ id, role }) => id !== me?.id && role !== 'viewer');
  const people: Person[] = [
    { id: 'me', name: me?.name ?? 'Me', note: 'yourself' },
    { id: nobody, name: 'Nobody' },
    ...others.map(({ id, name, email }) => ({ id, name, note: email })),
  ];
  const chosen = stored && chosenOf(stored, people, me);
  if (stored?.name && chosen === stored.name) people.push({ id: chosen, name: chosen, note: 'no member' });
  return people;
}

interface Stored {
  readonly name: string | null;
  readonly id: string | null;
}

/** Which of them is stored; the bare name when it is none of them. */
export function chosenOf(
  { name, id }: Stored,
  people: readonly Person[],
  me: Pick<Me, 'id' | 'name'> | undefined,
): string {
  if (name === null) return nobody;
  if (id === null ? name === me?.name : id === me?.id) return 'me';
  return people.some((one) => one.id === id) && id !== null ? id : name;
}

/** Those in whose name or address the words stand. */
export function findPeople(people: readonly Person[], words: string): readonly Person[] {
  const wanted = words.trim().toLowerCase();
  return people.filter(({ name, note = '' }) => `${name} ${note}`.toLowerCase().includes(wanted));
}
