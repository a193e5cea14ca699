import type { Stage } from '@smartops/contract';
import { expect, it } from 'vitest';
import { toColumns } from './columns.ts';

const second = (at: number) => new Date(at * 1_000).toISOString();
const stage = (name: string, from?: number, to?: number): Stage => ({
  id: name,
  name,
  status: 'success',
  rawStatus: 'completed',
  duration: '',
  durationMs: null,
  startedAt: from === undefined ? null : second(from),
  finishedAt: to === undefined ? null : second(to),
  url: null,
  needs: null,
});
const names = (stages: Stage[], now = 1_000) =>
  toColumns(stages, now * 1_000).map((column) => column.map(({ name }) => name));

it('puts what ran side by side into one column, and what ran after into the next', () => {
  expect(
    names([
      stage('build', 0, 100),
      stage('test', 101, 160),
      stage('lint', 102, 120),
      stage('scan', 101, 145),
      stage('canary', 161),
    ]),
  ).toEqual([['build'], ['test', 'scan', 'lint'], ['canary']]);
});

it('lets what has not begun follow in the order given', () => {
  expect(names([stage('build', 0, 10), stage('canary'), stage('promote')])).toEqual([
    ['build'],
    ['canary'],
    ['promote'],
  ]);
});

it('counts a stage that still runs as running until now', () => {
  expect(names([stage('a', 0), stage('b', 500)])).toEqual([['a', 'b']]);
});

it('puts each behind what it waits for, where that is known, whenever it ran', () => {
  const needing = (name: string, ...needs: string[]) => ({ ...stage(name, 0, 900), needs });
  const whole = [
    needing('build'),
    needing('test', 'build'),
    needing('lint'),
    needing('ship', 'test', 'lint'),
  ];
  expect(names(whole)).toEqual([['build', 'lint'], ['test'], ['ship']]);
  expect(names([needing('ship', 'gone')])).toEqual([['ship']]);
});

it('goes by the times where one is not known, or they wait in a circle', () => {
  const [a, b] = [stage('a', 0, 10), stage('b', 11, 20)];
  expect(names([{ ...b, needs: [] }, a])).toEqual([['a'], ['b']]);
  expect(
    names([
      { ...b, needs: ['a'] },
      { ...a, needs: ['b'] },
    ]),
  ).toEqual([['a'], ['b']]);
});

it('draws nothing for no stages', () => {
  expect(names([])).toEqual([]);
});
