import type { MetricChoice } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { blank } from './form.ts';
import { beyond, startForm, usualName, withMetric } from './start.ts';

const choice = (more: Partial<MetricChoice>): MetricChoice => ({
  ...{ metric: 'cpu.percent', label: 'CPU', unit: '%', kinds: ['host'], resources: 1 },
  ...{ lowest: 10, highest: 40, usual: null },
  ...more,
});
const usual = { side: 'above', value: 80, critical: 90, forMs: 600_000 } as const;
const metrics = [
  choice({ usual }),
  choice({ metric: 'storage.free.bytes', unit: 'B', lowest: 6 * 1024 ** 3 }),
  choice({ metric: 'tps', unit: '/s', highest: 16 }),
];

describe('a new rule', () => {
  it('takes what its metric is usually judged by', () => {
    expect(startForm({ new: 'threshold', metric: 'cpu.percent', resource: 'web-1' }, metrics)).toMatchObject({
      ...{ kind: 'threshold', metric: 'cpu.percent', side: 'above', value: '80', critical: '90' },
      lasting: { amount: '10', unit: 'min' },
      scope: { resources: ['web-1'], kinds: [] },
    });
  });

  it('begins a bit beyond what is read now where nothing is usual', () => {
    expect(startForm({ new: 'threshold', metric: 'tps' }, metrics).value).toBe('20');
    expect(startForm({ new: 'threshold', metric: 'storage.free.bytes' }, metrics)).toMatchObject({
      ...{ side: 'below', value: '4.5 GiB' },
    });
    expect(beyond({ lowest: 0, highest: 97, unit: '%' }, 'above')).toBe(97);
    expect(beyond({ lowest: 0, highest: 40, unit: '%' }, 'above')).toBe(50);
    expect(beyond({ lowest: 0, highest: 7 * 1024 ** 3, unit: 'B' }, 'above')).toBe(8.8 * 1024 ** 3);
    expect(beyond({ lowest: 0, highest: 0, unit: '' }, 'above')).toBeNull();
  });

  it('takes what the address asks for before what is usual', () => {
    const form = startForm({ new: 'threshold', metric: 'cpu.percent', side: 'below', value: 5 }, metrics);
    expect(form).toMatchObject({ side: 'below', value: '5', critical: '', clearValue: '' });
  });

  it('can be about what does not exist', () => {
    expect(startForm({ new: 'absence', metric: 'not.yet' }, metrics)).toMatchObject({
      ...{ kind: 'absence', metric: 'not.yet', value: '' },
    });
  });
});

it('keeps the scope when it reads another metric, and no limit of the one before', () => {
  const form = { ...blank, scope: { ...blank.scope, regions: ['eu-*'] }, clearValue: '3', value: '4' };
  const moved = withMetric(form, 'cpu.percent', metrics);
  expect(moved).toMatchObject({ value: '80', clearValue: '', scope: { regions: ['eu-*'] } });
});

it('has a name as long as nobody gives it one', () => {
  const form = { ...blank, metric: 'cpu.percent', value: '85' };
  expect(usualName(form)).toBe('CPU above 85\u00a0%');
  expect(usualName({ ...form, scope: { ...form.scope, kinds: ['host'] } })).toBe(
    'CPU above 85\u00a0%, hosts',
  );
  expect(usualName({ ...form, kind: 'absence' })).toBe('CPU is silent');
  expect(usualName({ ...form, kind: 'state' })).toBe('A deployment failed');
  expect(usualName(blank)).toBe('');
});
