import { RuleScope } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../signals/catalogue.ts';
import { RuleBook } from './book.ts';
import { toFinding } from './finding.ts';
import { evaluatorOf } from './kinds/index.ts';
import { minute, ruleOf, subject, usualRules } from './rule.fixture.ts';
import { isInScope } from './subject.ts';
import { isLike } from './wildcard.ts';

describe('isLike', () => {
  it.each([
    ['checkout-*', 'Checkout-API', true],
    ['*', '', true],
    ['a*b*c', 'a/b:c', true],
    ['a*a', 'a', false],
    ['*-api', 'checkout-api-2', false],
    ['a[b]*', 'a[b]c', true],
    ['a[b]*', 'abc', false],
    ['checkout', 'checkout-api', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(isLike(pattern, text)).toBe(expected);
  });

  it('does not get lost among many stars', () => {
    expect(isLike('*a'.repeat(100), `${'a'.repeat(20_000)}b`)).toBe(false);
  });
});

describe('isInScope', () => {
  const at = (scope: Record<string, unknown>) =>
    isInScope(RuleScope.parse(scope), subject({ attributes: { environment: 'production' } }));

  it('wants every part, and of a part any entry', () => {
    expect(at({})).toBe(true);
    expect(at({ kinds: ['aws.*'], regions: ['us-east-1', 'eu-*'], accounts: ['acme'] })).toBe(true);
    expect(at({ kinds: ['aws.*'], regions: ['us-east-1'] })).toBe(false);
    expect(at({ resources: ['checkout-*'] })).toBe(true);
    expect(at({ connections: ['aws:demo'] })).toBe(false);
    expect(at({ tags: { Environment: 'prod*' } })).toBe(true);
    expect(at({ tags: { Environment: 'production', Team: 'shop' } })).toBe(false);
  });
});

describe('the default rules', () => {
  it('judge all that the catalogue limits, cpu, memory and disk everywhere they are measured', () => {
    const { kinds } = new RuleBook(usualRules);
    const limited = kinds.filter(({ limit }) => limit).map(({ kind, metric }) => `${kind} ${metric}`);
    const wanted = catalogue.filter(({ limit, threshold }) => limit || threshold);

    expect(limited).toEqual(wanted.map(({ kind, metric }) => `${kind} ${metric}`));
    expect(kinds.find(({ kind }) => kind === 'host')?.limit).toEqual({
      ...{ warning: 80, critical: 90, when: 'above' },
    });
    expect(usualRules.every(({ spec }) => evaluatorOf(spec))).toBe(true);
  });

  it('give the Overview its limits: the strictest that counts for all of a kind', () => {
    const load = { kind: 'threshold', metric: 'load.1m', side: 'above' };
    const { kinds } = new RuleBook([
      ruleOf({ ...load, value: 8 }, { id: 'a' }),
      ruleOf({ ...load, value: 4 }, { id: 'b' }),
      ruleOf({ ...load, value: 2 }, { id: 'c', scope: { resources: ['one'] } }),
      ruleOf({ ...load, value: 1 }, { id: 'd', enabled: false }),
    ]);
    expect(kinds.find(({ metric }) => metric === 'load.1m')?.limit).toMatchObject({ warning: 4 });
    expect(kinds.find(({ metric }) => metric === 'tps')?.limit).toBeUndefined();
  });
});

describe('toFinding', () => {
  const firing = { phase: 'firing', since: minute, endedAt: 0, lastAt: 3 * minute, silent: false } as const;
  const words = (condition: Record<string, unknown>, state: Record<string, unknown>) =>
    toFinding(ruleOf(condition), subject(), { ...firing, value: 0, critical: false, ...state });
  const rate = { kind: 'threshold', metric: 'http.5xx.percent', side: 'above', value: 1 };

  it('says what is beyond which limit', () => {
    expect(words(rate, { value: 4.82, critical: true })).toMatchObject({
      fingerprint: 'r @ lb',
      severity: 'critical',
      title: 'checkout-api 5xx rate above 1\u00a0%',
      message: '4.82\u00a0%, limit 1\u00a0%',
      account: 'acme',
      startedAt: minute,
    });
  });

  it('says who stopped reporting what, and what changed by how much', () => {
    expect(words({ kind: 'absence', metric: 'latency.p95.ms' }, { value: 212 })).toMatchObject({
      title: 'checkout-api stopped reporting p95 latency',
      message: 'Last heard 212\u00a0ms',
    });
    expect(
      words({ kind: 'change', metric: 'tps', side: 'below', percent: 50, windowMs: 600_000 }, { value: -71 }),
    ).toMatchObject({
      title: 'checkout-api tps fell by more than 50\u00a0%',
      message: 'Down 71\u00a0% in 10\u00a0min against the time before',
    });
  });
});
