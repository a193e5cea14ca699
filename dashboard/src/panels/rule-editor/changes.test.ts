import { RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { changesOf } from './changes.ts';

const spec = (condition: object) =>
  RuleSpec.parse({
    ...{ name: 'Busy', severity: 'warning' },
    condition: { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80, ...condition },
  });
const parts = (before: object, after: object) => changesOf(spec(before), spec(after)).map(({ part }) => part);

it('tells another limit, and where it clears only when somebody changed that', () => {
  expect(parts({}, { value: 85 })).toEqual(['Limit']);
  expect(parts({}, { value: 85, clear: { value: 75 } })).toEqual(['Limit', 'Over when back beyond']);
  expect(parts({ clear: { value: 75 } }, { clear: { value: 75, forMs: 600_000 } })).toEqual([
    'Over when back beyond',
  ]);
  expect(parts({}, {})).toEqual([]);
});
