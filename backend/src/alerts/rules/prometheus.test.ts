import { describe, expect, it } from 'vitest';
import { readPrometheus } from './prometheus.ts';
import { minute } from './rule.fixture.ts';

describe('readPrometheus', () => {
  const read = (rule: Record<string, unknown>) => {
    const [one] = readPrometheus({ groups: [{ name: 'g', rules: [{ alert: 'A', ...rule }] }] });
    return { ...one?.spec, notes: one?.notes };
  };

  it('takes over a comparison with its time, severity, runbook and scope', () => {
    expect(
      read({
        expr: 'cpu_percent{instance=~"web-.*|db-1", region="eu-west-1", env="production"} >= 90',
        for: '1h30m',
        labels: { severity: 'page', team: 'shop' },
        annotations: { summary: 'CPU is high', runbook_url: 'https://wiki.example.com/cpu' },
      }),
    ).toMatchObject({
      ...{ name: 'A', severity: 'critical', notes: [], runbook: 'https://wiki.example.com/cpu' },
      labels: { team: 'shop', summary: 'CPU is high' },
      scope: {
        ...{ resources: ['web-*', 'db-1'], regions: ['eu-west-1'], tags: { environment: 'production' } },
      },
      condition: { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 90, forMs: 90 * minute },
    });
  });

  it.each([
    ['5 > tps', { side: 'below', value: 5 }],
    ['(tps) < -1.5e1', { side: 'below', value: -15 }],
    ['{"cpu.percent"} > 80', { metric: 'cpu.percent' }],
    ['node_load1 > 8', { metric: 'load.1m' }],
    ['absent(tps{instance="ethereum"})', { kind: 'absence', metric: 'tps', forMs: minute }],
  ])('reads %s', (expr, condition) => {
    expect(read({ expr, labels: { severity: 'warning' } })).toMatchObject({ condition });
  });

  it.each([
    ['rate(http_requests_total[5m]) > 1', /plain|metric as it is/],
    ['tps > 1 and tps < 5', /not and/],
    ['tps == 0', /not ==/],
    ['tps > bool 1', /bool/],
    ['tps > base_fee_gwei', /plain number/],
    ['up > 0', /no metric here/],
    ['tps{job="x"} > 1', /label job/],
    ['tps{instance!="x"} > 1', /leave out/],
    ['tps{instance=~"a+"} > 1', /more than names/],
    ['histogram_quantile(0.9, tps)', /histogram_quantile/],
    ['tps >', /cannot be read/],
  ])('says why not: %s', (expr, reason) => {
    const { notes, name } = read({ expr });
    expect(name).toBeUndefined();
    expect(notes?.join()).toMatch(reason);
  });

  it('says what of a rule was left', () => {
    const { notes } = read({
      expr: 'tps > 1',
      annotations: { summary: '{{ $value }} is too high', description: 'x' },
    });
    expect(notes).toEqual([
      'A reading exactly at the limit counts as well',
      'It has no severity; it becomes a warning',
      'Not taken over: summary, description',
    ]);
    expect(readPrometheus({ groups: [{ rules: [{ record: 'a:b', expr: '1' }] }] })[0]?.notes).toHaveLength(1);
  });
});
