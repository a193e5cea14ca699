import { expect, it } from 'vitest';
import { type FakeAnswers, instancesXml, instanceXml } from './fake-aws.fixture.ts';
import { connect, minute, service, start, valuesOf } from './watch.fixture.ts';

interface Query {
  Id: string;
  MetricStat: {
    Metric: { MetricName: string; Dimensions: { Value: string }[] };
    Period: number;
    Stat: string;
  };
}

/** One constant point in every period of the window, for the metrics named. */
function constant(values: Record<string, number>): FakeAnswers {
  return {
    'monitoring:ListMetrics': ({ json }) => ({
      Metrics:
        json.Namespace === 'AWS/ApplicationELB'
          ? [{ Dimensions: [{ Name: 'LoadBalancer', Value: 'app/checkout-api/50dc' }] }]
          : [{ Dimensions: [{ Name: 'QueueName', Value: 'orders' }] }],
    }),
    'monitoring:GetMetricData': ({ json }) => {
      const [from, to] = [Number(json.StartTime), Number(json.EndTime)];
      return {
        MetricDataResults: (json.MetricDataQueries as Query[]).map(({ Id, MetricStat }) => {
          const value = values[`${MetricStat.Metric.MetricName} ${MetricStat.Stat}`];
          const { Period } = MetricStat;
          const count = value === undefined ? 0 : (to - from) / Period;
          const Timestamps = Array.from({ length: count }, (_, index) => from + index * Period);
          return { Id, Timestamps, Values: Timestamps.map(() => value), StatusCode: 'Complete' };
        }),
      };
    },
  };
}

it('fills 24 hours at first, then reads each complete minute once and asks nothing in between', async () => {
  const { collect, asked, clock } = connect(constant({ 'RequestCount Sum': 600 }));

  const first = await collect();
  const after = await collect(first.cursor);
  clock.now += minute;
  const next = await collect(after.cursor);

  const requests = valuesOf(first, 'requests.per-minute');
  const times = requests.map(({ at }) => at).sort((a, b) => a - b);
  expect([times[0], times.at(-1)]).toEqual([
    Date.parse('2026-02-28T12:00:00Z'),
    Date.parse('2026-03-01T11:59:00Z'),
  ]);
  expect(times).toHaveLength(23 * 12 + 60);
  expect(new Set(requests.map(({ value }) => value))).toEqual(new Set([120, 600]));
  expect(valuesOf(after, 'requests.per-minute')).toEqual([]);
  expect(valuesOf(next, 'requests.per-minute').map(({ at }) => at)).toContain(
    Date.parse('2026-03-01T12:00:00Z'),
  );
  expect(asked('monitoring:GetMetricData')).toHaveLength(3);
  expect(asked('monitoring:ListMetrics')).toHaveLength(2);
});

it('goes on from the cursor after an outage', async () => {
  const { collect } = connect(constant({ 'RequestCount Sum': 60 }));

  const batch = await collect(String(start - 30_000 - 20 * minute));

  const times = valuesOf(batch, 'requests.per-minute').map(({ at }) => at);
  expect(Math.min(...times)).toBe(Date.parse('2026-03-01T11:38:00Z'));
  expect(times).toHaveLength(22);
});

it('derives the figures of a load balancer, of queues and what the look costs', async () => {
  const { collect } = connect(
    constant({
      'RequestCount Sum': 600,
      'HTTPCode_Target_5XX_Count Sum': 12,
      'TargetResponseTime p95': 0.42,
      'ApproximateNumberOfMessagesVisible Average': 7,
    }),
  );

  const batch = await collect(String(start - minute));

  const balancer = batch.resources.find(({ kind }) => kind === 'aws.loadbalancer');
  expect(balancer?.name).toBe('checkout-api');
  const last = (metric: string) => valuesOf(batch, metric).at(-1)?.value;
  expect(last('http.5xx.percent')).toBe(2);
  expect(last('latency.p95.ms')).toBe(420);
  expect(last('latency.p50.ms')).toBeUndefined();
  expect(last('backlog.count')).toBe(7);
  expect(valuesOf(batch, 'cloudwatch.requested-metrics.count')).toEqual([
    { resourceId: 'aws:test:account', metric: 'cloudwatch.requested-metrics.count', value: 5, at: start },
  ]);
});

it('keeps the cursor when CloudWatch cannot be reached, and moves it on when it may not be read', async () => {
  const cursor = String(start - 30_000 - 5 * minute);
  const broken = connect({
    ...constant({}),
    'monitoring:GetMetricData': () => new Response('', { status: 500 }),
  });
  const denied = connect({
    ...constant({}),
    'monitoring:GetMetricData': () => Response.json({ __type: 'AccessDenied' }, { status: 400 }),
  });

  const [unreachable, forbidden] = [await broken.collect(cursor), await denied.collect(cursor)];

  expect(unreachable.cursor).toBe(cursor);
  expect(unreachable.problems).toMatchObject([{ part: 'cloudwatch', reason: 'unreachable' }]);
  expect(forbidden.cursor).toBe(String(start - 30_000));
  expect(forbidden.problems).toMatchObject([{ part: 'cloudwatch', reason: 'forbidden' }]);
});

it('asks at most 500 metrics at once and takes the mean of all', async () => {
  const { collect, asked } = connect({
    ...constant({ 'CPUUtilization Average': 40 }),
    'ec2:DescribeInstances': () =>
      instancesXml(Array.from({ length: 700 }, (_, index) => instanceXml(`i-${index}`)).join('')),
  });

  const batch = await collect(String(start - minute));

  const sizes = asked('monitoring:GetMetricData').map(
    ({ json }) => (json.MetricDataQueries as Query[]).length,
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(707);
  const mean = batch.samples.filter(({ resourceId }) => resourceId === 'aws:test:service:ec2');
  expect(mean.map(({ value }) => value)).toEqual([40, 40, 40]);
  expect(service(batch, 'ec2')?.facts).toContain('CPU 40\u00a0%');
});

it('asks for instances without detailed monitoring every five minutes only', async () => {
  const { collect, asked, clock } = connect({
    ...constant({ 'CPUUtilization Average': 40 }),
    'ec2:DescribeInstances': () => instancesXml(instanceXml('i-1').replace('enabled', 'disabled')),
  });
  const cpuCalls = () =>
    asked('monitoring:GetMetricData').filter(({ json }) =>
      (json.MetricDataQueries as Query[]).some(
        ({ MetricStat }) => MetricStat.Metric.MetricName === 'CPUUtilization',
      ),
    ).length;
  let { cursor } = await collect();
  const atFirst = cpuCalls();
  for (let count = 0; count < 10; count++) {
    clock.now += minute;
    ({ cursor } = await collect(cursor));
  }

  expect(cpuCalls() - atFirst).toBe(2);
});
