import { describe, expect, it } from 'vitest';
import { ruleAs, threshold } from '../../facts/rule.fixture.ts';
import { inOrder, isIn, isWanted, type RuleFilter, type State } from './filter.ts';

const any: RuleFilter = { find: undefined, severity: undefined, kind: undefined, label: undefined };
const cpu = ruleAs('threshold:cpu', { labels: { team: 'pay' }, condition: threshold });

describe('the filter of rules', () => {
  it.each<[Partial<RuleFilter>, boolean]>([
    [{}, true],
    [{ find: 'CPU' }, true],
    [{ find: 'busy 85 %' }, true],
    [{ find: 'threshold:cpu' }, true],
    [{ find: 'team=pay' }, true],
    [{ find: 'busy disk' }, false],
    [{ severity: 'warning', kind: 'threshold', label: 'team=pay' }, true],
    [{ severity: 'critical' }, false],
    [{ kind: 'absence' }, false],
    [{ label: 'team=pa' }, false],
  ])('%o: %s', (filter, expected) => {
    expect(isWanted(cpu, { ...any, ...filter })).toBe(expected);
  });

  it('knows what fires, what is off, and what watches nothing', () => {
    const rules = {
      firing: ruleAs('a', {}, { firing: 2 }),
      off: ruleAs('b', { enabled: false }),
      problem: ruleAs('c', {}, { problem: 'Nothing reports it' }),
    };
    const found = (state: State) =>
      Object.entries(rules).flatMap(([name, rule]) => (isIn(state, rule) ? [name] : []));
    expect(found('firing')).toEqual(['firing']);
    expect(found('off')).toEqual(['off']);
    expect(found('on')).toEqual(['firing', 'problem']);
    expect(found('problem')).toEqual(['problem']);
  });
});

it('puts what fires first and what is off last, else by name', () => {
  const rules = [
    ruleAs('off', { name: 'A', enabled: false }),
    ruleAs('b', { name: 'B' }),
    ruleAs('a', { name: 'A' }),
    ruleAs('fires', { name: 'Z' }, { firing: 1 }),
  ];
  expect(inOrder(rules).map(({ id }) => id)).toEqual(['fires', 'a', 'b', 'off']);
});
