/** What is known about a metric of one kind of resource: its words, its limits and its place on the Overview. */
export interface MetricKind {
  readonly kind: string;
  readonly metric: string;
  readonly label: string;
  readonly unit: string;
  /** Beyond it something wants attention, or is wrong; in `unit`. */
  readonly limit?: { readonly warning: number; readonly critical: number; readonly when: 'above' | 'below' };
  /** How long it must stay beyond the limit before anyone is told. */
  readonly forMs: number;
  /** Ascending place among the headline metrics; without one it is only found by its id. */
  readonly rank?: number;
  /** Which resource of the kind speaks for all on the Overview. */
  readonly lead?: 'highest' | 'lowest' | 'busiest';
  /** Set by the operator under settings, thresholds. */
  readonly threshold?: 'cpu' | 'memory' | 'disk';
}

const minute = 60_000;
const above = (warning: number, critical: number) => ({ warning, critical, when: 'above' }) as const;

const balancer = { kind: 'aws.loadbalancer', lead: 'busiest', forMs: 2 * minute } as const;
const host = { kind: 'host', forMs: 5 * minute } as const;
const service = { kind: 'aws.service', forMs: 5 * minute } as const;
const chain = { kind: 'evm.chain', forMs: 5 * minute } as const;

export const catalogue: readonly MetricKind[] = [
  { ...balancer, metric: 'http.5xx.percent', label: '5xx rate', unit: '%', limit: above(1, 3), rank: 10 },
  {
    ...balancer,
    metric: 'latency.p95.ms',
    label: 'p95 latency',
    unit: 'ms',
    limit: above(1_000, 2_000),
    rank: 20,
  },
  { ...service, metric: 'cpu.percent', label: 'CPU', unit: '%', threshold: 'cpu', rank: 30 },
  { ...host, metric: 'cpu.percent', label: 'Host CPU', unit: '%', threshold: 'cpu', rank: 40 },
  { ...host, metric: 'memory.percent', label: 'Host memory', unit: '%', threshold: 'memory', rank: 50 },
  { ...host, metric: 'disk.percent', label: 'Host disk', unit: '%', threshold: 'disk', rank: 60 },
  { ...balancer, metric: 'requests.per-minute', label: 'Requests', unit: '/min', rank: 70 },
  {
    kind: 'aws.rds.instance',
    metric: 'connections.count',
    label: 'Connections in use',
    unit: '',
    forMs: 5 * minute,
    rank: 80,
    lead: 'highest',
  },
  {
    kind: 'aws.queue',
    metric: 'backlog.count',
    label: 'Backlog',
    unit: '',
    forMs: 5 * minute,
    rank: 90,
    lead: 'highest',
  },
  {
    kind: 'aws.rds.instance',
    metric: 'storage.free.bytes',
    label: 'RDS free storage',
    unit: 'B',
    forMs: 5 * minute,
    rank: 100,
    lead: 'lowest',
  },
  { ...service, metric: 'errors.percent', label: 'Lambda errors', unit: '%', limit: above(2, 10), rank: 110 },
  { ...chain, metric: 'base-fee.gwei', label: 'Base fee', unit: 'gwei', rank: 120 },
  { ...balancer, metric: 'latency.p50.ms', label: 'p50 latency', unit: 'ms', rank: 130 },
  { ...balancer, metric: 'latency.p99.ms', label: 'p99 latency', unit: 'ms', rank: 140 },
  { ...host, metric: 'load.1m', label: 'Host load', unit: '', rank: 150 },
  { ...host, metric: 'network.receive.bytes-per-second', label: 'Host receive', unit: 'B/s', rank: 160 },
  { ...host, metric: 'network.send.bytes-per-second', label: 'Host send', unit: 'B/s', rank: 170 },
  { ...chain, metric: 'gas.gwei', label: 'Gas', unit: 'gwei' },
  { ...chain, metric: 'tps', label: 'Transactions', unit: '/s' },
  { ...chain, metric: 'block.time.seconds', label: 'Block time', unit: 's' },
  {
    kind: 'aws.ec2.instance',
    metric: 'cpu.percent',
    label: 'CPU',
    unit: '%',
    threshold: 'cpu',
    forMs: 10 * minute,
  },
  {
    kind: 'aws.rds.instance',
    metric: 'cpu.percent',
    label: 'CPU',
    unit: '%',
    threshold: 'cpu',
    forMs: 10 * minute,
  },
  { ...service, metric: 'invocations.per-minute', label: 'Invocations', unit: '/min' },
  { ...service, metric: 'throttles.per-minute', label: 'Throttles', unit: '/min' },
  {
    kind: 'aws.cloudfront.distribution',
    metric: 'http.5xx.percent',
    label: '5xx rate',
    unit: '%',
    forMs: 5 * minute,
  },
  {
    kind: 'aws.cloudfront.distribution',
    metric: 'requests.per-minute',
    label: 'Requests',
    unit: '/min',
    forMs: 0,
  },
  { kind: 'github.workflow', metric: 'run.duration.ms', label: 'Run duration', unit: 'ms', forMs: 0 },
];

export interface Thresholds {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
}

export function metricId(resourceId: string, metric: string): string {
  return `${resourceId}~${metric}`;
}

/** The two halves of a metric id; undefined when it is none. */
export function splitMetricId(
  id: string,
): { readonly resourceId: string; readonly metric: string } | undefined {
  const at = id.lastIndexOf('~');
  return at > 0 ? { resourceId: id.slice(0, at), metric: id.slice(at + 1) } : undefined;
}

export type Level = 'healthy' | 'warning' | 'critical';

export function levelOf({ limit }: Pick<MetricKind, 'limit'>, value: number): Level {
  if (!limit) return 'healthy';
  const beyond = (edge: number) => (limit.when === 'above' ? value >= edge : value <= edge);
  if (beyond(limit.critical)) return 'critical';
  return beyond(limit.warning) ? 'warning' : 'healthy';
}
