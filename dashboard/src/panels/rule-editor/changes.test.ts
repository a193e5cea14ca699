import { RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { changesBetween } from './changes.ts';

const cpu = { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80 };
const spec = (condition: object, more: object = {}) =>
  RuleSpec.parse({ name: 'Busy', severity: 'warning', condition: { ...cpu, ...condition }, ...more });

it('tells each field that is another, in the words of the form', () => {
  const before = spec({}, { labels: { team: 'web' } });
  const after = spec(
    { value: 85, clear: { value: 75, forMs: 600_000 }, atLeast: { readings: 4, of: 5 } },
    { scope: { regions: ['eu-*'] }, enabled: false, labels: { team: 'shop', tier: '1' } },
  );
  expect(changesBetween(before, after).map(({ label, before, after }) => [label, before, after])).toEqual([
    ['On', 'yes', 'no'],
    ['Limit', '80\u00a0%', '85\u00a0%'],
    ['Readings', '—', '4 of 5'],
    ['Clears at', '—', '75\u00a0%'],
    ['Clears after', '3\u00a0min', '10\u00a0min'],
    ['Regions', 'any', 'eu-*'],
    ['Labels', 'team=web', 'team=shop, tier=1'],
  ]);
});

it('finds nothing between equals, in whatever order their keys stand', () => {
  const [a, b] = [
    { a: '1', b: '2' },
    { b: '2', a: '1' },
  ];
  expect(changesBetween(spec({}, { labels: a }), spec({}, { labels: b }))).toEqual([]);
});

it('tells another kind with what it brings and takes', () => {
  const absence = RuleSpec.parse({
    ...{ name: 'Busy', severity: 'warning' },
    condition: { kind: 'absence', metric: 'cpu.percent' },
  });
  const labels = changesBetween(spec({}), absence).map(({ label }) => label);
  expect(labels).toContain('Kind');
  expect(labels).toContain('Limit');
});
