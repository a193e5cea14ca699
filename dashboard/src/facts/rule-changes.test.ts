import { describe, expect, it } from 'vitest';
import { ruleSpec, threshold } from './rule.fixture.ts';
import { ruleChanges } from './rule-changes.ts';

const min = 60_000;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const changes = (before: ReturnType<typeof ruleSpec>, after: ReturnType<typeof ruleSpec>) =>
  ruleChanges(before, after).map(({ part, before: was, after: is }) => [part, plain(was), plain(is)]);

describe('what is different between two versions of a rule', () => {
  it('is nothing where they are the same', () => {
    expect(ruleChanges(ruleSpec(), ruleSpec())).toEqual([]);
  });

  it('names each part with what it was and what it is', () => {
    const condition = { ...threshold, value: 90, forMs: 0, atLeast: { readings: 3, of: 5 } };
    expect(
      changes(
        ruleSpec(),
        ruleSpec({
          name: 'CPU',
          enabled: false,
          condition: condition as typeof threshold,
          labels: { a: 'b' },
        }),
      ),
    ).toEqual([
      ['Name', 'CPU is busy', 'CPU'],
      ['Switched', 'on', 'off'],
      ['Limit', 'above 85 %', 'above 90 %'],
      ['For', '5 min', 'at once'],
      ['Readings', '', '3 of 5'],
      ['Labels', '', 'a=b'],
    ]);
  });

  it('does not take another order of tags for a change', () => {
    const { scope } = ruleSpec();
    const one = ruleSpec({ scope: { ...scope, tags: { a: '1', b: '2' } } });
    const other = ruleSpec({ scope: { ...scope, tags: { b: '2', a: '1' } } });
    expect(ruleChanges(one, other)).toEqual([]);
  });

  it('says what another kind of condition brings and takes away', () => {
    const after = ruleSpec({ condition: { kind: 'absence', metric: 'tps', forMs: 10 * min } });
    expect(changes(ruleSpec(), after)).toEqual([
      ['Kind', 'Threshold', 'No data'],
      ['Metric', 'CPU', 'Transactions'],
      ['Limit', 'above 85 %', ''],
      ['Critical', '95 %', ''],
      ['For', '5 min', '10 min'],
      ['Over when back beyond', 'the limit for 3 min', ''],
    ]);
  });
});
