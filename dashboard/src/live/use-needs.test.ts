import type { Pipeline } from '@smartops/contract';
import { expect, it } from 'vitest';
import { withNeeds } from './use-needs.ts';

it('orders stages as they wait for each other, what is new last', () => {
  const stages = ['new', 'ship', 'build'].map((id) => ({ id, needs: null }));
  const known = new Map([
    ['build', []],
    ['ship', ['build']],
  ]);
  const { stages: ordered } = withNeeds({ stages } as unknown as Pipeline, known);
  expect(ordered.map(({ id, needs }) => [id, needs])).toEqual([
    ['build', []],
    ['ship', ['build']],
    ['new', null],
  ]);
});
