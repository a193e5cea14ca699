import { expect, it } from 'vitest';
import { isTouched, itemsOf, type ListPage, newMarks } from './list-pages.ts';

const at = (minute: number) => `2026-11-24T10:${minute}:00.000Z`;
const run = (id: string, minute: number, status = 'success') => ({ id, status, startedAt: at(minute) });
const page = <Item>(items: readonly Item[], end: string | null = 'more'): ListPage<Item, number> => ({
  items,
  end,
  total: null,
});
const mark = (id: string, minute: number, changed = minute) => ({
  id,
  startedAt: at(minute),
  changedAt: at(changed),
});

it('shows a run that ran again once, where it is now', () => {
  const pages = [page([run('old', 59, 'running'), run('b', 50)]), page([run('c', 40), run('old', 30)])];

  expect(itemsOf(pages).map(({ id, status }) => `${id} ${status}`)).toEqual([
    'old running',
    'b success',
    'c success',
  ]);
});

it.each([
  ['holds the run that changed', mark('b', 45), true],
  ['is where the run belongs', mark('new', 42), true],
  ['is older than the run', mark('new', 51), false],
  ['is newer than the run', mark('new', 20), false],
])('reads a page again only when it %s', (_, changed, expected) => {
  expect(isTouched(page([run('a', 50), run('b', 40)]), [changed])).toBe(expected);
});

it('takes the last page for everything that is older', () => {
  expect(isTouched(page([run('a', 50)], null), [mark('old', 10)])).toBe(true);
});

it('hears of a run once for each change', () => {
  const before = [mark('a', 50), mark('b', 40)];

  expect(newMarks(before, [mark('b', 40, 55), mark('a', 50)])).toEqual([mark('b', 40, 55)]);
  expect(newMarks(before, before)).toEqual([]);
});
