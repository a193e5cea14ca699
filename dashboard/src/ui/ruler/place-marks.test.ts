import { expect, it } from 'vitest';
import { placeMarks } from './place-marks.ts';

const span = { from: 0, to: 1000 };
const mark = (at: number, label = 'x', more = {}) => ({ at, label, key: false, ...more });
const place = (marks: ReturnType<typeof mark>[], onset?: number) =>
  placeMarks({ marks, span, width: 1000, onset }).map(({ x, label, side, marks: all }) => ({
    x,
    label,
    side,
    count: all.length,
  }));

it('writes beside a mark, on the left when the onset follows within 15 %', () => {
  expect(place([mark(400)], 500)[0]).toMatchObject({ label: 'x', side: 'left' });
  expect(place([mark(400)], 600)[0]).toMatchObject({ label: 'x', side: 'right' });
});

it('makes one of marks nearer than 12 px, speaking of the gravest', () => {
  const merged = place([mark(400, 'minor', { look: 'warning' }), mark(408, 'worse', { look: 'critical' })]);
  expect(merged).toEqual([{ x: 400, label: 'worse, 1 more', side: 'right', count: 2 }]);
});

it('drops a label before it would touch, never that of the key', () => {
  const [first, second] = place([mark(400, 'a rather long name'), mark(420, 'the key', { key: true })], 500);
  expect(second).toMatchObject({ label: 'the key' });
  expect(first?.label === undefined || first.side === 'left').toBe(true);
});

it('stays inside the lane', () => {
  expect(place([mark(995, 'to the left of the end')])[0]).toMatchObject({ side: 'left' });
  expect(place([mark(-5), mark(1005)])).toEqual([]);
});

it('says it shorter, or not at all, where something else stands', () => {
  const marks = [mark(400, 'checkout-api v2.31.0', { short: 'v2.31.0' })];
  const labelWith = (to: number) =>
    placeMarks({
      marks,
      span,
      width: 1000,
      taken: [
        { from: 0, to: 390 },
        { from: to, to: 1000 },
      ],
    })[0]?.label;
  expect([labelWith(600), labelWith(480), labelWith(420)]).toEqual([
    'checkout-api v2.31.0',
    'v2.31.0',
    undefined,
  ]);
});
