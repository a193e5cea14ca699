import { RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { merged } from './merge.ts';

const spec = (condition: object, more: object = {}) =>
  RuleSpec.parse({
    ...{ name: 'Busy', severity: 'warning', ...more },
    condition: { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80, ...condition },
  });

it('puts what one wrote on top of what the other saved, where they do not touch', () => {
  const mine = spec({ value: 85, clear: { value: 70 } }, { labels: { team: 'web' } });
  const theirs = spec({ critical: 95 }, { name: 'Very busy', scope: { regions: ['eu-*'] } });
  expect(merged(spec({}), mine, theirs)).toEqual(
    spec(
      { value: 85, critical: 95, clear: { value: 70 } },
      { name: 'Very busy', labels: { team: 'web' }, scope: { regions: ['eu-*'] } },
    ),
  );
});

it('leaves it to people where both changed the same', () => {
  const [mine, theirs] = [spec({ value: 85 }), spec({ value: 90 })];
  expect(merged(spec({}), mine, theirs)).toBeUndefined();
  const [a, b] = [spec({}, { labels: { team: 'web' } }), spec({}, { labels: { tier: '1' } })];
  expect(merged(spec({}), a, b)).toBeUndefined();
});
