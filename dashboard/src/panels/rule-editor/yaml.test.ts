import { RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { readYaml, toYaml } from './yaml.ts';

const spec = RuleSpec.parse({
  ...{ name: 'Busy: web #1', severity: 'warning', labels: { team: 'web' }, noData: 'fire' },
  scope: { kinds: ['aws.ec2.instance'], tags: { asg: 'web' } },
  condition: { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 85, clear: { value: 75 } },
});

it('writes what it reads', () => {
  const text = toYaml('busy', spec);
  expect(readYaml(text)).toEqual({ spec, faults: [] });
  expect(text.split('\n').slice(1, 4)).toEqual(['rules:', '  - id: busy', '    name: "Busy: web #1"']);
  expect(readYaml(toYaml(undefined, spec)).spec).toEqual(spec);
});

it('names the line of what is wrong', () => {
  const lines = toYaml('busy', spec).split('\n');
  const line = (text: string) => lines.findIndex((one) => one.includes(text)) + 1;
  const faults = (from: string, to: string) => readYaml(lines.join('\n').replace(from, to)).faults;
  expect(faults('value: 85', 'value: much')).toEqual([
    { line: line('value: 85'), message: 'condition.value: A number is needed' },
  ]);
  expect(faults('value: 75', 'value: 88')).toEqual([
    {
      line: line('value: 75'),
      message: 'Is above the limit, so it would end while it is still wrong',
    },
  ]);
  expect(faults('noData:', 'nodata:')).toEqual([
    { line: line('noData:'), message: 'Nothing is called nodata here' },
  ]);
  expect(faults('labels:', 'labels: [')[0]?.line).toBeGreaterThan(1);
});

it('wants one rule', () => {
  expect(readYaml('rules: []').faults).toHaveLength(1);
  expect(readYaml('').faults).toHaveLength(1);
  expect(readYaml('just words').spec).toBeUndefined();
});
