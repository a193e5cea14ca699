import type { Alert } from '@smartops/contract';
import { type Ago, aws, evm, minute } from './origins.ts';

export function alerts(ago: Ago): Alert[] {
  const lb = 'aws:demo:elb:checkout-api';
  const base = { acknowledged: false, state: 'firing', resolvedAt: null, url: null } as const;
  const alert = (
    id: string,
    title: string,
    message: string,
    more: Pick<Alert, 'severity' | 'timestamp' | 'resourceId' | 'metricId'>,
  ): Alert => ({ ...base, ...aws, id, title, message, ...more });
  return [
    alert('a1', 'checkout-api 5xx rate above 1 %', '4.82 % of requests return 5xx, limit 1 %', {
      severity: 'critical',
      timestamp: ago(23 * minute),
      resourceId: lb,
      metricId: `${lb}~http.5xx.percent`,
    }),
    alert('a2', 'checkout-api p95 latency above 800 ms', '2.41 s, limit 800 ms', {
      severity: 'critical',
      timestamp: ago(20 * minute),
      resourceId: lb,
      metricId: `${lb}~latency.p95.ms`,
    }),
    alert('a3', 'orders-db connections above 190', '200, limit 190', {
      severity: 'warning',
      timestamp: ago(23.4 * minute),
      resourceId: 'aws:demo:rds:orders-db',
      metricId: 'aws:demo:rds:orders-db~connections.count',
    }),
    alert('a4', 'order-events backlog above 5,000', '9,640, limit 5,000', {
      severity: 'warning',
      timestamp: ago(9 * minute),
      resourceId: 'aws:demo:sqs:order-events',
      metricId: 'aws:demo:sqs:order-events~backlog.count',
    }),
    {
      ...alert('a5', 'Ethereum gas above 35 gwei', '41.2 gwei, limit 35 gwei', {
        severity: 'warning',
        timestamp: ago(38 * minute),
        resourceId: 'evm:ethereum',
        metricId: 'evm:ethereum~gas.gwei',
      }),
      ...evm('ethereum'),
    },
    {
      ...alert('a6', 'harbor-01 CPU above 80 %', '86.4 %, limit 80 %', {
        severity: 'warning',
        timestamp: ago(6 * minute),
        resourceId: 'host',
        metricId: 'host~cpu.percent',
      }),
      source: 'host',
      demo: false,
      acknowledged: true,
    },
  ];
}
