import { expect, it } from 'vitest';
import { heightsAbove } from './use-virtual-rows.ts';

it('moves the box once for all rows above its top that were measured together, and for none below', () => {
  const moves: number[] = [];
  const scrollElement = {
    get scrollTop() {
      return 1_000;
    },
    set scrollTop(to: number) {
      moves.push(to);
    },
  } as HTMLDivElement;
  const heights = heightsAbove();
  const measured = [
    { start: 960, by: 40 },
    { start: 980, by: 20 },
    { start: 1_000, by: 60 },
  ].map(({ start, by }) => heights.note({ start }, by, { scrollOffset: 1_000 }));
  heights.settle({ scrollElement });
  heights.settle({ scrollElement });

  expect(measured).toEqual([false, false, false]);
  expect(moves).toEqual([1_060]);
});
