import type { RuleCondition } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { feed, type Verdict } from '../evaluator.ts';
import { minute, ruleOf } from '../rule.fixture.ts';
import { evaluatorOf, kindNames, missing } from './index.ts';

const examples: { readonly [Kind in RuleCondition['kind']]: Record<string, unknown> } = {
  threshold: { kind: 'threshold', metric: 'm', side: 'above', value: 10, forMs: 2 * minute },
  change: { kind: 'change', metric: 'm', side: 'above', percent: 50, windowMs: 5 * minute },
  absence: { kind: 'absence', metric: 'm', forMs: 5 * minute },
  state: { kind: 'state', state: 'run-failed', forMs: 2 * minute },
  anomaly: { kind: 'anomaly', metric: 'm' },
  forecast: { kind: 'forecast', metric: 'm', side: 'above', value: 10, withinMs: 60 * minute },
};

function judging(condition: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const evaluator = evaluatorOf(ruleOf(condition, more).spec);
  if (!evaluator) throw new Error('It cannot judge');
  const state = evaluator.start();
  const verdicts: Verdict[] = [];
  const keep = (verdict: Verdict | undefined) => void (verdict && verdicts.push(verdict));
  return {
    state,
    verdicts,
    /** One reading a minute from `from` on. */
    read: (values: readonly number[], from = 0) => {
      feed({ evaluator, state }, { at: values.map((_, i) => (from + i) * minute), values }, keep);
    },
    sample: (at: number, value: number) => feed({ evaluator, state }, { at: [at], values: [value] }, keep),
    wait: (until: number) => keep(evaluator.silence?.(state, until * minute)),
  };
}

describe.each(kindNames.filter((kind) => !missing(kind)))('every kind: %s', (kind) => {
  const good = kind === 'state' ? 0 : 4;
  const bad = kind === 'state' ? 1 : 40;

  it('takes no sample that is no number, comes late or comes twice', () => {
    const one = judging(examples[kind]);
    one.read([good, bad, bad]);
    const before = structuredClone(one.state);

    one.sample(3 * minute, Number.NaN);
    one.sample(3 * minute, Number.POSITIVE_INFINITY);
    one.sample(2 * minute, good);
    one.sample(minute, bad);

    expect(one.state).toEqual(before);
    expect(one.verdicts).toEqual([]);
  });

  it('fires once, ends once, and says both by the time of the samples', () => {
    const one = judging(examples[kind]);
    one.read(Array(10).fill(good));
    one.read(Array(kind === 'absence' ? 1 : 10).fill(bad), 10);
    one.read(Array(30).fill(good), 20);

    expect(one.verdicts.map((verdict) => verdict.kind)).toEqual(['fire', 'resolve']);
    for (const { at, since } of one.verdicts) {
      expect(since).toBeLessThanOrEqual(at);
      expect(at % minute).toBe(0);
    }
  });

  it('decides the same however often somebody looks at the clock', () => {
    const [often, never] = [judging(examples[kind]), judging(examples[kind])];
    for (let i = 0; i < 40; i++) {
      const value = i % 13 > 5 ? bad : good;
      if (i % 17 > 9) continue;
      for (let step = 0; step < 4; step++) often.wait(i - 1 + step / 4);
      often.read([value], i);
      never.read([value], i);
    }
    expect(often.verdicts).toEqual(never.verdicts);
  });

  it('never decides about the future', () => {
    const one = judging(examples[kind], { noData: 'fire' });
    one.read([good, bad]);
    one.wait(60);
    for (const { at } of one.verdicts) expect(at).toBeLessThanOrEqual(60 * minute);
  });
});

it('says of kinds that cannot judge yet what they need', () => {
  expect(kindNames.filter(missing)).toEqual(['anomaly', 'forecast']);
  expect(missing('anomaly')).toMatch(/prediction engine/);
});

describe('threshold', () => {
  const { threshold } = examples;

  it('fires after the time, not at the first peak', () => {
    const one = judging(threshold);
    one.read([4, 40, 4, 40, 40]);
    expect(one.verdicts).toEqual([]);
    one.read([40], 5);
    expect(one.verdicts).toEqual([
      { kind: 'fire', at: 5 * minute, since: 3 * minute, critical: false, value: 40 },
    ]);
  });

  it('ends only beyond the clear value, for the clear time', () => {
    const one = judging({ ...threshold, forMs: 0, clear: { value: 8, forMs: 2 * minute } });
    one.read([12, 9, 9, 9, 9, 7, 7, 9, 7, 7]);
    expect(one.verdicts).toHaveLength(1);
    one.read([7], 10);
    expect(one.verdicts[1]).toEqual({ kind: 'resolve', at: 10 * minute, since: 8 * minute });
  });

  it('becomes critical at once and less so only after a while', () => {
    const one = judging({ ...threshold, forMs: 0, critical: 20, clear: { forMs: 2 * minute } });
    one.read([12, 25, 15, 25, 15, 15, 15]);
    expect(one.verdicts).toMatchObject([
      { critical: false, at: 0 },
      { critical: true, at: minute, since: 0 },
      { critical: false, at: 6 * minute, since: 0 },
    ]);
  });

  it('counts so many of the last readings', () => {
    const one = judging({ ...threshold, forMs: 0, atLeast: { readings: 3, of: 5 } });
    one.read([40, 4, 40, 4, 4, 4, 40, 40]);
    expect(one.verdicts).toEqual([]);
    one.read([4, 40], 8);
    expect(one.verdicts).toMatchObject([{ kind: 'fire', at: 9 * minute }]);
  });

  it('looks below as well', () => {
    const one = judging({ ...threshold, side: 'below', critical: 5, forMs: 0 });
    one.read([11, 10, 4]);
    expect(one.verdicts).toMatchObject([{ critical: false }, { critical: true }]);
  });

  it('does not make one run of two peaks with silence between', () => {
    const one = judging(threshold, { noData: 'resolve' });
    one.read([40]);
    one.read([40, 40], 60);
    expect(one.verdicts).toEqual([]);
  });

  it('lets the last reading hold where silence keeps it: its time runs out, by nobody’s clock', () => {
    const one = judging({ ...threshold, critical: 30 });
    one.read([4, 40]);
    one.wait(3);
    expect(one.verdicts).toEqual([]);
    one.wait(3.5);
    const fired = { kind: 'fire', since: minute, at: 3 * minute, critical: true, value: 40 };
    expect(one.verdicts).toEqual([fired]);
    one.wait(90);
    one.read([40, 4, 4, 4, 4], 91);
    expect(one.verdicts).toEqual([fired, { kind: 'resolve', at: 95 * minute, since: 92 * minute }]);
  });

  it('lets a reading that comes just when the time is over decide', () => {
    const one = judging(threshold);
    one.read([40]);
    one.wait(2);
    one.read([4], 2);
    one.wait(60);
    expect(one.verdicts).toEqual([]);
  });

  it.each([
    ['keep', []],
    ['fire', [{ kind: 'fire', since: minute, at: 11 * minute }]],
    ['resolve', []],
  ])('silence of a calm series: %s', (noData, expected) => {
    const one = judging(threshold, { noData });
    one.read([4, 4]);
    one.wait(11);
    expect(one.verdicts).toEqual([]);
    one.wait(12);
    expect(one.verdicts).toMatchObject(expected);
  });

  it('ends what fires when silence is taken for an end', () => {
    const one = judging(threshold, { noData: 'resolve' });
    one.read([40, 40, 40]);
    one.wait(30);
    expect(one.verdicts).toMatchObject([{ kind: 'fire' }, { kind: 'resolve', at: 12 * minute }]);
  });
});

describe('change', () => {
  it('ends, and is not silent, however long its window is', () => {
    for (const noData of ['keep', 'fire']) {
      const hour = 60;
      const one = judging({ ...examples.change, windowMs: hour * minute }, { noData });
      for (let i = 0; i < 6 * hour; i++) {
        one.wait(i);
        one.read([i < 2 * hour || i >= 3 * hour ? 10 : 40], i);
      }
      expect(one.verdicts.map((verdict) => verdict.kind)).toEqual(['fire', 'resolve']);
    }
  });

  it('compares with the same time a day before', () => {
    const one = judging({ ...examples.change, against: 'day' });
    const day = 24 * 60;
    one.read(Array(day).fill(100));
    one.read(Array(20).fill(120), day);
    expect(one.verdicts).toEqual([]);
    one.read(Array(20).fill(200), day + 20);
    expect(one.verdicts).toMatchObject([{ kind: 'fire' }]);
    expect(one.state.value).toBe(100);
  });

  it('sees a fall', () => {
    const one = judging({ ...examples.change, side: 'below', percent: 40 });
    one.read([...Array(10).fill(100), ...Array(6).fill(10)]);
    expect(one.verdicts).toMatchObject([{ kind: 'fire' }]);
  });

  it('says nothing of a rise from nothing, and nothing of a window that is half empty', () => {
    const one = judging(examples.change);
    one.read([...Array(10).fill(0), ...Array(10).fill(50)].slice(0, 14));
    expect(one.verdicts).toEqual([]);
    const gaps = judging(examples.change);
    gaps.read([100], 0);
    gaps.read([100], 4);
    gaps.read([900], 8);
    gaps.read([900], 12);
    expect(gaps.verdicts).toEqual([]);
  });
});

describe('absence', () => {
  it('fires so long after the last word, and never for who said nothing yet', () => {
    const one = judging(examples.absence);
    one.wait(100);
    expect(one.verdicts).toEqual([]);
    one.read([1]);
    one.wait(5);
    expect(one.verdicts).toEqual([]);
    one.wait(90);
    one.read([1], 91);
    expect(one.verdicts).toMatchObject([
      { kind: 'fire', since: 0, at: 5 * minute },
      { kind: 'resolve', at: 91 * minute },
    ]);
  });
});

describe('state', () => {
  it('fires when a bad state has lasted, also when nothing more is said', () => {
    const one = judging(examples.state);
    one.read([1]);
    one.wait(1);
    expect(one.verdicts).toEqual([]);
    one.wait(50);
    expect(one.verdicts).toMatchObject([{ kind: 'fire', since: 0, at: 2 * minute }]);
  });
});
