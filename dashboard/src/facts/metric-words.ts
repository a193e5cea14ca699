const kindWords: Readonly<Record<string, string>> = {
  host: 'hosts',
  'aws.account': 'AWS accounts',
  'aws.service': 'AWS services',
  'aws.ec2.instance': 'EC2 instances',
  'aws.rds.instance': 'RDS instances',
  'aws.lambda.function': 'Lambda functions',
  'aws.loadbalancer': 'load balancers',
  'aws.queue': 'queues',
  'aws.cloudfront.distribution': 'CloudFront distributions',
  'aws.s3.bucket': 'S3 buckets',
  'aws.iam.access-key': 'access keys',
  'evm.chain': 'chains',
  'github.account': 'GitHub accounts',
  'github.repository': 'repositories',
  'github.workflow': 'workflows',
  connection: 'sources',
};

const metricWords: Readonly<Record<string, string>> = {
  'cpu.percent': 'CPU',
  'memory.percent': 'Memory',
  'disk.percent': 'Disk',
  'load.1m': 'Load',
  'network.receive.bytes-per-second': 'Network receive',
  'network.send.bytes-per-second': 'Network send',
  'http.5xx.percent': '5xx rate',
  'errors.percent': 'Lambda errors',
  'latency.p50.ms': 'p50 latency',
  'latency.p95.ms': 'p95 latency',
  'latency.p99.ms': 'p99 latency',
  'requests.per-minute': 'Requests',
  'invocations.per-minute': 'Invocations',
  'throttles.per-minute': 'Throttles',
  'connections.count': 'Connections in use',
  'backlog.count': 'Backlog',
  'storage.free.bytes': 'Free storage',
  'base-fee.gwei': 'Base fee',
  'gas.gwei': 'Gas',
  tps: 'Transactions',
  'block.time.seconds': 'Block time',
  'run.duration.ms': 'Run duration',
  'rate-limit.remaining.count': 'API calls left',
  'cloudwatch.requested-metrics.count': 'Metrics asked of CloudWatch',
};

/** Metrics end in what they are measured in. */
const units: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/(^|\.)percent$/, '%'],
  [/(^|\.)ms$/, 'ms'],
  [/(^|\.)seconds$/, 's'],
  [/(^|\.)bytes$/, 'B'],
  [/(^|\.)bytes-per-second$/, 'B/s'],
  [/(^|\.)per-minute$/, '/min'],
  [/(^|\.)gwei$/, 'gwei'],
  [/^tps$/, '/s'],
];

/** `aws.ec2.instance` → `EC2 instances`; what nobody has a word for stays as it is. */
export const kindWord = (kind: string): string => kindWords[kind] ?? kind;

/** `cpu.percent` → `CPU`; what nobody has a word for stays as it is. */
export const metricWord = (metric: string): string => metricWords[metric] ?? metric;

/** The unit that the readings of a metric and the limits on it are in; empty for counts. */
export const metricUnit = (metric: string): string =>
  units.find(([ending]) => ending.test(metric))?.[1] ?? '';
