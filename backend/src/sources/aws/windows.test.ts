import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plan } from './windows.ts';

const minute = 60_000;
const now = Date.parse('2026-03-01T12:07:30Z');
const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);

it('asks for nothing while no further minute is complete', () => {
  expect(plan(at('12:07'), now)).toBeUndefined();
  expect(plan(at('12:07'), now + 29_999)).toBeUndefined();
  expect(plan(at('12:07'), now + 30_000)).toBeDefined();
});

it('never asks for a minute that is still going', () => {
  fc.assert(
    fc.property(
      fc.option(fc.integer({ min: 0, max: 3_000 })),
      fc.integer({ min: 0, max: 599_999 }),
      (age, shift) => {
        const time = now + shift;
        const planned = plan(age === null ? undefined : time - age * minute, time);
        for (const { to } of [...(planned?.minute ?? []), ...(planned?.['five-minutes'] ?? [])])
          expect(to).toBeLessThanOrEqual(time - (time % minute));
      },
    ),
  );
});

it.each(['minute', 'five-minutes'] as const)(
  'leaves no gap at the pace of %s, however irregular the looks are',
  (pace) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1_000, max: 40 * minute }), { minLength: 2, maxLength: 30 }),
        (waits) => {
          let time = now;
          let readTo: number | undefined;
          let covered: number | undefined;
          for (const wait of waits) {
            const planned = plan(readTo, time);
            for (const { from, to } of planned?.[pace] ?? []) {
              if (covered !== undefined) expect(from).toBeLessThanOrEqual(covered);
              covered = Math.max(covered ?? to, to);
            }
            readTo = planned?.readTo ?? readTo;
            time += wait;
          }
          expect(covered).toBeDefined();
        },
      ),
    );
  },
);

it('goes back 24 hours at most, in five-minute steps where that is over an hour ago', () => {
  for (const readTo of [undefined, now - 72 * 60 * minute]) {
    const [past, recent, ...more] = plan(readTo, now)?.minute ?? [];

    expect(more).toEqual([]);
    expect(past).toEqual({
      from: Date.parse('2026-02-28T12:05:00Z'),
      to: at('11:05'),
      periodMs: 300_000,
      isPast: true,
    });
    expect(recent).toEqual({ from: at('11:05'), to: at('12:07'), periodMs: minute, isPast: false });
  }
});

it('reads the newest minutes again, because CloudWatch completes them late', () => {
  expect(plan(at('12:06'), now)?.minute).toEqual([
    { from: at('12:04'), to: at('12:07'), periodMs: minute, isPast: false },
  ]);
});

it('has five-minute questions once in five minutes, two minutes after the step', () => {
  const questions = Array.from({ length: 10 }, (_, index) => {
    const time = at('12:00') + index * minute;
    return plan(time - minute, time)?.['five-minutes'].length;
  });

  expect(questions).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
});
