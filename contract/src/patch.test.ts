import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diff, patch } from './patch.ts';

const item = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  x: fc.integer(),
  y: fc.array(fc.integer(), { maxLength: 2 }),
});
const list = fc.uniqueArray(item, { selector: ({ id }) => id });

it('turns one list into the other, whatever came, went, moved or changed', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const change = diff(before, after);
      expect(change ? patch(before, change) : before).toEqual(after);
    }),
  );
});

it('is harmless when applied twice', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const change = diff(before, after);
      if (change) expect(patch(patch(before, change), change)).toEqual(after);
    }),
  );
});

it('names only the fields that changed and leaves the rest as the same objects', () => {
  const before = [
    { id: 'a', x: 1, y: 2 },
    { id: 'b', x: 1, y: 2 },
  ];
  const after = [
    { id: 'a', x: 1, y: 3 },
    { id: 'b', x: 1, y: 2 },
  ];

  const change = diff(before, after);

  expect(change).toEqual({ set: { a: { y: 3 } } });
  expect(patch(before, change ?? {})[1]).toBe(before[1]);
});

it('says nothing when nothing changed', () => {
  expect(diff([{ id: 'a', list: [1] }], [{ id: 'a', list: [1] }])).toBeUndefined();
});
