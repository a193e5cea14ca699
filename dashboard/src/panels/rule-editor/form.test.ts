import { RuleSpec } from '@smartops/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromText, tidy, toSpan, toText } from './amount.ts';
import { isSame, toForm, toSpec } from './form.ts';

const word = fc.stringMatching(/^[a-z*][a-z0-9.*_/-]{0,12}$/);
const words = fc.array(word, { maxLength: 3 });
const value = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
  .map((one) => one + 0);
const size = fc.oneof(
  value,
  fc.integer({ min: 0, max: 40 }).map((power) => 2 ** power * 3),
);
const ms = (least: number) => fc.integer({ min: least, max: 86_400_000 });
const metric = fc.constantFrom('cpu.percent', 'storage.free.bytes', 'latency.p95.ms', 'tps', 'what.ever');
const side = fc.constantFrom('above' as const, 'below' as const);
const clear = fc.record({ value: fc.option(size), forMs: ms(0) });
const few = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
  .map(([a, b]) => ({ readings: Math.min(a, b), of: Math.max(a, b) }));

const condition = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('threshold' as const), metric, side, value: size, critical: fc.option(size) },
    ...{ forMs: ms(0), atLeast: fc.option(few), clear },
  }),
  fc.record({
    ...{ kind: fc.constant('change' as const), metric, side, windowMs: ms(300_000), clear },
    percent: fc.double({ noNaN: true, min: 0.001, max: 100_000 }),
    against: fc.constantFrom('previous' as const, 'day' as const, 'week' as const),
  }),
  fc.record({ kind: fc.constant('absence' as const), metric, forMs: ms(60_000) }),
  fc.record({
    ...{ kind: fc.constant('state' as const), names: words, branches: words, forMs: ms(0) },
    state: fc.constantFrom('deployment-failed' as const, 'run-failed' as const, 'source-failing' as const),
    environments: fc.uniqueArray(fc.constantFrom('production' as const, 'staging' as const)),
  }),
  fc.record({
    ...{ kind: fc.constant('anomaly' as const), metric, forMs: ms(0) },
    side: fc.constantFrom('above' as const, 'both' as const),
  }),
  fc.record({ kind: fc.constant('forecast' as const), metric, side, value: size, withinMs: ms(300_000) }),
);
const spec = fc
  .record({
    ...{ name: word, enabled: fc.boolean(), condition },
    severity: fc.constantFrom('info' as const, 'warning' as const, 'error' as const, 'critical' as const),
    scope: fc.record({
      ...{ kinds: words, connections: words, accounts: words, regions: words, resources: words },
      tags: fc.dictionary(word, word, { maxKeys: 3 }),
    }),
    noData: fc.constantFrom('keep' as const, 'fire' as const, 'resolve' as const),
    labels: fc.dictionary(fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/), word, { maxKeys: 3 }),
    runbook: fc.option(fc.constant('https://wiki.example/run')),
  })
  .map((one) => RuleSpec.parse(one));

it('gives back every rule as it was', () => {
  fc.assert(
    fc.property(spec, (one) => {
      const again = toSpec(toForm(one));
      expect(again).toEqual(one);
      expect(isSame(again, one)).toBe(true);
      expect(RuleSpec.safeParse(again).success).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('what is typed', () => {
  it.each([
    ['85', '%', 85],
    ['85 %', '%', 85],
    ['1.5', 'ms', 1.5],
    ['1,5', 'ms', 1.5],
    ['1,184', '/min', 1184],
    ['−3', '', -3],
    ['10 GiB', 'B', 10 * 1024 ** 3],
    ['5 mb/s', 'B/s', 5 * 1024 ** 2],
    ['512', 'B', 512],
    ['', '%', Number.NaN],
    ['much', '%', Number.NaN],
    ['Infinity', '%', Number.NaN],
  ])('%j in %s is %d', (text, unit, expected) => {
    expect(fromText(text, unit)).toBe(expected);
  });

  it('reads well in the unit that fits', () => {
    expect(toText(10 * 1024 ** 3, 'B')).toBe('10 GiB');
    expect(toText(1.5 * 1024 ** 2, 'B/s')).toBe('1.5 MiB');
    expect(toText(1_000_001, 'B')).toBe('1000001');
    expect(toText(tidy(35_430_000_000, 'B', 'below'), 'B')).toBe('32.99 GiB');
    expect(toText(tidy(35_430_000_000, 'B', 'above'), 'B')).toBe('33 GiB');
    expect(tidy(57.83, '%', 'above')).toBe(57.83);
    expect(toSpan(300_000)).toEqual({ amount: '5', unit: 'min' });
    expect(toSpan(90_500)).toEqual({ amount: '90.5', unit: 's' });
    expect(toSpan(0)).toEqual({ amount: '0', unit: 'min' });
  });
});
