import type { Metric } from '@smartops/contract';
import { type Ago, aws, evm, minute, second } from './origins.ts';

function metric(id: string, label: string, more: Partial<Metric>): Metric {
  return {
    id,
    label,
    value: 0,
    change: 0,
    trend: 'stable',
    status: 'healthy',
    unit: '%',
    scope: '',
    previous: null,
    timestamp: null,
    intervalMs: 30 * second,
    limit: null,
    reason: null,
    resourceId: id.split('~')[0] ?? id,
    rank: 0,
    ...aws,
    ...more,
  };
}

export const metrics = (ago: Ago): Metric[] => [...traffic(ago), ...machines(ago), ...stores(ago)];

function traffic(ago: Ago): Metric[] {
  const lb = 'aws:demo:elb:checkout-api';
  const at = { timestamp: ago(12 * second), scope: 'checkout-api' };
  const latency = { ...at, unit: 'ms' };
  return [
    metric(`${lb}~http.5xx.percent`, '5xx rate', {
      ...at,
      value: 4.82,
      previous: 0.38,
      limit: 1,
      status: 'critical',
      rank: 10,
    }),
    metric(`${lb}~latency.p95.ms`, 'p95 latency', {
      ...latency,
      value: 2410,
      previous: 630,
      limit: 800,
      status: 'critical',
      rank: 20,
    }),
    metric(`${lb}~requests.per-minute`, 'Requests', {
      ...at,
      unit: '/min',
      value: 1184,
      previous: 1261,
      rank: 70,
    }),
    metric(`${lb}~latency.p50.ms`, 'p50 latency', { ...latency, value: 96, previous: 84, rank: 130 }),
    metric(`${lb}~latency.p99.ms`, 'p99 latency', {
      ...latency,
      value: 3020,
      previous: 910,
      status: 'critical',
      rank: 140,
    }),
  ];
}

function machines(ago: Ago): Metric[] {
  const host = { source: 'host', demo: false, timestamp: ago(6 * second), intervalMs: 15 * second };
  return [
    metric('host~cpu.percent', 'Host CPU', {
      ...host,
      scope: 'harbor-01',
      value: 86.4,
      previous: 31,
      limit: 80,
      status: 'warning',
      rank: 40,
    }),
    metric('host~disk.percent', 'Host disk', {
      ...host,
      scope: 'harbor-01',
      value: 71.8,
      previous: 71.5,
      limit: 90,
      rank: 60,
    }),
  ];
}

function stores(ago: Ago): Metric[] {
  const at = { timestamp: ago(12 * second) };
  return [
    metric('aws:demo:ec2~cpu.percent', 'EC2 CPU', {
      scope: 'mean of 23',
      value: 41.3,
      previous: 39.3,
      limit: 85,
      timestamp: ago(34 * second),
      rank: 30,
    }),
    metric('aws:demo:rds:orders-db~storage.free.bytes', 'RDS free storage', {
      scope: 'orders-db',
      unit: 'B',
      value: 212 * 1024 ** 3,
      timestamp: ago(38 * minute),
      rank: 65,
      reason: 'RDS failing',
    }),
    metric('aws:demo:rds:orders-db~connections.count', 'Connections in use', {
      ...at,
      scope: 'orders-db',
      unit: '',
      value: 200,
      previous: 118,
      limit: 190,
      status: 'warning',
      rank: 80,
    }),
    metric('aws:demo:sqs:order-events~backlog.count', 'Backlog', {
      ...at,
      scope: 'order-events',
      unit: '',
      value: 9640,
      previous: 320,
      rank: 90,
    }),
    metric('aws:demo:rds:x~replica.lag.ms', 'Replica lag', {
      scope: 'ledger-db',
      unit: 'ms',
      value: '—',
      rank: 95,
      reason: 'AccessDenied: smartops-read lacks cloudwatch:GetMetricData.',
    }),
    metric('evm:ethereum~gas.gwei', 'Gas', {
      ...evm('ethereum'),
      scope: 'Ethereum',
      unit: 'gwei',
      value: 41.2,
      previous: 28,
      timestamp: ago(4 * second),
      rank: 120,
    }),
  ];
}
