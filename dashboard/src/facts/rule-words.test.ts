import type { RuleCondition, RuleScope } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { kindWord, metricUnit, metricWord } from './metric-words.ts';
import { ruleWords } from './rule-words.ts';

const min = 60_000;
const everything: RuleScope = {
  ...{ kinds: [], connections: [], accounts: [], regions: [], resources: [], tags: {} },
};
const cpu: RuleCondition = {
  ...{ kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 85, critical: 95 },
  ...{ forMs: 5 * min, atLeast: null, clear: { value: null, forMs: 3 * min } },
};
const words = (condition: RuleCondition, scope: Partial<RuleScope> = {}) =>
  ruleWords({ condition, scope: { ...everything, ...scope } }).replaceAll('\u00a0', ' ');

describe('a rule in words', () => {
  it('says of a threshold what, where, how far and for how long', () => {
    expect(words(cpu, { kinds: ['aws.ec2.instance'] })).toBe(
      'CPU of EC2 instances above 85 % for 5 min, critical 95 %',
    );
  });

  it('leaves out what is not asked for', () => {
    expect(words({ ...cpu, critical: null, forMs: 0 })).toBe('CPU anywhere above 85 %');
  });

  it('says how many of the last readings', () => {
    expect(words({ ...cpu, critical: null, forMs: 0, atLeast: { readings: 3, of: 5 } })).toBe(
      'CPU anywhere above 85 % in 3 of 5 readings',
    );
  });

  it('gives limits in the unit that reads best', () => {
    const storage = {
      ...cpu,
      metric: 'storage.free.bytes',
      side: 'below',
      value: 2 ** 30 * 5,
      critical: null,
    };
    expect(words(storage as RuleCondition, { kinds: ['aws.rds.instance'] })).toBe(
      'Free storage of RDS instances below 5 GiB for 5 min',
    );
  });

  it('names things rather than their kind, and says where they are', () => {
    const scope = {
      ...{ kinds: ['aws.ec2.instance'], resources: ['web-*', 'api-1'], accounts: ['123'] },
      ...{
        regions: ['eu-west-1', 'us-east-1'],
        connections: ['aws-main'],
        tags: { team: 'pay', tier: 'web' },
      },
    };
    expect(words({ ...cpu, critical: null, forMs: 0 }, scope)).toBe(
      'CPU of web-* and api-1 in account 123 in eu-west-1 or us-east-1 of source aws-main with team=pay and tier=web above 85 %',
    );
  });

  it('counts what would be too many names', () => {
    const resources = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(words({ ...cpu, critical: null, forMs: 0 }, { resources })).toBe(
      'CPU of a, b, c and 3 more above 85 %',
    );
  });

  it.each<[RuleCondition, string]>([
    [
      {
        ...{ kind: 'change', metric: 'requests.per-minute', side: 'below', percent: 50, windowMs: 15 * min },
        ...{ against: 'week', clear: { value: null, forMs: 0 } },
      },
      'Requests anywhere down by 50 % over 15 min against a week before',
    ],
    [{ kind: 'absence', metric: 'tps', forMs: 10 * min }, 'Transactions anywhere silent for 10 min'],
    [
      { kind: 'anomaly', metric: 'tps', side: 'both', forMs: 5 * min },
      'Transactions anywhere unusual for 5 min',
    ],
    [
      { kind: 'forecast', metric: 'disk.percent', side: 'above', value: 95, withinMs: 240 * min },
      'Disk anywhere on its way above 95 % within 4 h',
    ],
  ])('says what %o watches', (condition, expected) => {
    expect(words(condition)).toBe(expected);
  });

  it('says which deployments, runs, instances and sources', () => {
    const state = { kind: 'state' as const, environments: [], names: [], branches: [], forMs: 0 };
    expect(
      words({
        ...state,
        state: 'deployment-failed',
        environments: ['production', 'staging'],
        names: ['shop'],
      }),
    ).toBe('A deployment of shop to production or staging failed');
    expect(words({ ...state, state: 'run-failed', branches: ['main'] })).toBe('A run on main failed');
    expect(
      words({ ...state, state: 'instance-impaired', forMs: 5 * min }, { kinds: ['aws.rds.instance'] }),
    ).toBe('An instance fails its status checks (RDS instances) for 5 min');
    expect(words({ ...state, state: 'source-failing', forMs: 10 * min }, { connections: ['aws'] })).toBe(
      'A source cannot be read (of source aws) for 10 min',
    );
  });
});

describe('words of metrics and kinds', () => {
  it('leaves what nobody has a word for as it is', () => {
    expect([metricWord('queue.age.seconds'), kindWord('gcp.vm')]).toEqual(['queue.age.seconds', 'gcp.vm']);
  });

  it.each([
    ['cpu.percent', '%'],
    ['latency.p95.ms', 'ms'],
    ['queue.age.seconds', 's'],
    ['storage.free.bytes', 'B'],
    ['network.send.bytes-per-second', 'B/s'],
    ['requests.per-minute', '/min'],
    ['base-fee.gwei', 'gwei'],
    ['tps', '/s'],
    ['connections.count', ''],
    ['load.1m', ''],
  ])('reads the unit of %s off its name', (metric, unit) => {
    expect(metricUnit(metric)).toBe(unit);
  });
});
