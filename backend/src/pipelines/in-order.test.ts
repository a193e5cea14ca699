import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const stage = (id: string, ...needs: string[]) => ({ id, needs });
const ids = (...stages: Parameters<typeof inOrder>[0]) => inOrder(stages).map(({ id }) => id);

it('puts each stage behind what it waits for, and keeps the order of the others', () => {
  expect(ids(stage('ship', 'test', 'lint'), stage('lint'), stage('test', 'build'), stage('build'))).toEqual([
    ...['build', 'test', 'lint', 'ship'],
  ]);
  expect(ids(stage('b', 'gone'), stage('a'))).toEqual(['b', 'a']);
});

it('leaves them as they are where one is not known, and ends where they wait in a circle', () => {
  expect(ids(stage('b', 'a'), { ...stage('a'), needs: null })).toEqual(['b', 'a']);
  expect(ids(stage('a', 'b'), stage('b', 'a'))).toEqual(['b', 'a']);
});
