import { describe, expect, it } from 'vitest';
import {
  askedOf,
  copyAddress,
  limitAddress,
  newRuleAddress,
  type RuleStart,
  ruleAddress,
} from './rule-address.ts';

const queryOf = (address: string) => address.slice(address.indexOf('?'));
const nothing = {
  ...{ metric: undefined, kind: undefined, resource: undefined, connection: undefined },
  ...{ side: undefined, value: undefined },
};

describe('the address of the rule editor', () => {
  it('comes back as what it was built from', () => {
    const start: RuleStart = {
      ...{ new: 'threshold', metric: 'cpu.percent', kind: 'aws.ec2.instance', resource: 'aws:i-1 & co' },
      ...{ connection: 'aws-main', side: 'below', value: 0 },
    };
    expect(askedOf(queryOf(newRuleAddress(start)))).toEqual({ start });
    expect(askedOf(queryOf(newRuleAddress({ new: 'absence' })))).toEqual({
      start: { ...nothing, new: 'absence' },
    });
  });

  it('names a rule, or the one to copy, whatever is in its id', () => {
    expect(ruleAddress('catalogue:host~cpu.percent')).toBe(
      '/incidents/rules/edit?rule=catalogue%3Ahost%7Ecpu.percent',
    );
    expect(askedOf(queryOf(ruleAddress('a:b~c&d')))).toEqual({ rule: 'a:b~c&d' });
    expect(askedOf(queryOf(copyAddress('a:b')))).toEqual({ from: 'a:b' });
  });

  it('starts a limit on a metric with what counts for it now', () => {
    const cpu = { id: 'aws:i-1~cpu.percent', resourceId: 'aws:i-1', source: 'aws', limit: 80 };
    const start = (metric: typeof cpu | (Omit<typeof cpu, 'limit'> & { limit: null })) =>
      askedOf(queryOf(limitAddress(metric)));
    const known = { metric: 'cpu.percent', resource: 'aws:i-1', connection: 'aws' };
    expect(start(cpu)).toEqual({ start: { ...nothing, ...known, new: 'threshold', value: 80 } });
    expect(start({ ...cpu, limit: null })).toEqual({ start: { ...nothing, ...known, new: 'threshold' } });
  });

  it('leaves out what it does not know', () => {
    expect(askedOf('?new=forecast&side=beside&value=high&metric=')).toEqual({
      start: { ...nothing, new: 'threshold' },
    });
    expect(askedOf('')).toEqual({ start: { ...nothing, new: 'threshold' } });
  });
});
