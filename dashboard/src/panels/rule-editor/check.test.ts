import { RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { faultsOf, fromServer } from './check.ts';
import { blank, toForm, toSpec } from './form.ts';

const cpu = { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80 } as const;
const good = toForm(RuleSpec.parse({ name: 'Busy', severity: 'warning', condition: cpu }));
const faults = (more: Partial<typeof good>) => faultsOf(toSpec({ ...good, ...more }));

it('finds nothing wrong with what can be saved', () => {
  expect(faultsOf(toSpec(good))).toEqual({});
});

it('says at each field what it needs', () => {
  expect(faultsOf(toSpec(blank))).toEqual({
    name: 'Give it a name',
    'condition.metric': 'Choose what it reads',
    'condition.value': 'A number is needed',
  });
  expect(faults({ lasting: { amount: '2', unit: 'd' } })).toEqual({ 'condition.forMs': 'At most 1\u00a0d' });
  expect(faults({ lasting: { amount: 'x', unit: 'd' } })).toEqual({
    'condition.forMs': 'A number is needed',
  });
  expect(faults({ some: true, readings: '6', of: '5' })).toEqual({
    'condition.atLeast.readings': 'More than there are',
  });
  expect(faults({ kind: 'change', percent: '0' })).toEqual({ 'condition.percent': 'More than 0' });
  expect(faults({ runbook: 'javascript:alert(1)' })).toHaveProperty('runbook');
  expect(faults({ labels: [{ name: '1st', value: 'x' }] })).toEqual({
    'labels.1st': 'Names hold letters, digits and _, and no digit first',
  });
});

it('sees limits that contradict each other before the server does', () => {
  expect(faults({ clearValue: '88' })).toEqual({
    'condition.clear.value': 'Is above the limit, so it would end while it is still wrong',
  });
  expect(faults({ side: 'below', critical: '90' })).toHaveProperty(['condition.critical']);
});

it('puts what the server says where the form says it', () => {
  expect(fromServer({ 'spec.condition.value': 'No', other: 'x' })).toEqual({
    'condition.value': 'No',
    other: 'x',
  });
});
