import type { ImportLine } from '@smartops/contract';
import { expect, it } from 'vitest';
import { countsOf, countWords, doneWords, hasChanges, importAct } from './import-words.ts';

const lines = (...outcomes: ImportLine['outcome'][]) =>
  countsOf(outcomes.map((outcome) => ({ name: 'a', id: 'a', outcome, notes: [] })));
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

it('says what an import would do, and what it did', () => {
  const counts = lines('created', 'created', 'changed', 'same', 'refused');
  expect(countWords(counts)).toBe('1 refused, 1 changed, 2 new, 1 as it is');
  expect(plain(importAct(counts))).toBe('Import 3 rules');
  expect(plain(doneWords(counts))).toBe('Imported 3 rules: 2 new, 1 changed; 1 could not be taken over');
  expect(plain(doneWords(lines('created')))).toBe('Imported 1 rule: 1 new');
});

it('does nothing with a file that would change nothing', () => {
  expect(hasChanges(lines('same', 'refused'))).toBe(false);
  expect(importAct(lines('same'))).toBe('Import');
});
