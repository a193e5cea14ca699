import { expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const to = new Date(2026, 10, 22, 14, 25, 13).getTime();
const hour = 3_600_000;
const texts = (span: number, most = 20) => timeTicks(to - span, to, most).map(({ text }) => text);

it('stands ten minutes apart on an hour and on round times', () => {
  expect(texts(hour)).toEqual(['13:30', '13:40', '13:50', '14:00', '14:10', '14:20']);
});

it('stands three hours apart on a day, a day on a week, five on a month', () => {
  expect(texts(24 * hour).slice(0, 2)).toEqual(['15:00', '18:00']);
  expect(texts(168 * hour)).toHaveLength(7);
  expect(texts(720 * hour)).toHaveLength(6);
});

it('takes a coarser step rather than touch', () => {
  expect(texts(hour, 3)).toEqual(['13:40', '14:00', '14:20']);
});
