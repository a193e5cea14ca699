import { expect, it } from 'vitest';
import { splitHits } from './split-hits.ts';

it('marks every place where the words stand, in any case', () => {
  expect(splitHits('Lock, LOCK.', 'lock')).toEqual([
    { part: 'Lock', hit: true },
    { part: ', ', hit: false },
    { part: 'LOCK', hit: true },
    { part: '.', hit: false },
  ]);
});

it('leaves a text alone when nothing is sought or found', () => {
  expect(splitHits('a', '')).toEqual([{ part: 'a', hit: false }]);
  expect(splitHits('a', 'b')).toEqual([{ part: 'a', hit: false }]);
});
