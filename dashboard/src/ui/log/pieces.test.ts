import { expect, it } from 'vitest';
import { piecesOf } from './pieces.ts';

const red = { from: 2, to: 5, colour: 'red', weight: 'bold' } as const;

it('cuts a line where its look changes', () => {
  expect(piecesOf('a bad b', [red], '')).toEqual([
    { text: 'a ', look: '', hit: false },
    { text: 'bad', look: 'ansi-bold ansi-red', hit: false },
    { text: ' b', look: '', hit: false },
  ]);
});

it('marks every place where the words stand, in any case, also across a change of look', () => {
  const pieces = piecesOf('a bad b, A BAD', [red], 'ad B');

  expect(pieces.filter(({ hit }) => hit)).toEqual([
    { text: 'ad', look: 'ansi-bold ansi-red', hit: true },
    { text: ' b', look: '', hit: true },
  ]);
  expect(piecesOf('Lock, LOCK.', [], 'lock').filter(({ hit }) => hit)).toHaveLength(2);
});

it('leaves a line alone when nothing is sought or found', () => {
  expect(piecesOf('<b>', [], 'x')).toEqual([{ text: '<b>', look: '', hit: false }]);
  expect(piecesOf('', [], '')).toEqual([]);
});
