/** One value CloudWatch holds; `at` is the start of its period, epoch ms. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** What of a metric to ask for. */
export interface Measure {
  readonly name: string;
  readonly stat: string;
}

/** A thing that has metrics in CloudWatch. */
export interface Subject {
  readonly kind: keyof typeof measures;
  /** The resource its samples belong to. */
  readonly resourceId: string;
  /** Where CloudWatch keeps them. */
  readonly region: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** How often new points come: 5 min for instances without detailed monitoring. */
  readonly pace: 'minute' | 'five-minutes';
}

export const namespaces: Readonly<Record<Subject['kind'], string>> = {
  instance: 'AWS/EC2',
  database: 'AWS/RDS',
  functions: 'AWS/Lambda',
  balancer: 'AWS/ApplicationELB',
  queue: 'AWS/SQS',
  distribution: 'AWS/CloudFront',
};

/** The names and statistics of AWS's metric reference for each service. */
export const measures = {
  instance: { cpu: { name: 'CPUUtilization', stat: 'Average' } },
  database: {
    cpu: { name: 'CPUUtilization', stat: 'Average' },
    connections: { name: 'DatabaseConnections', stat: 'Average' },
    freeBytes: { name: 'FreeStorageSpace', stat: 'Average' },
  },
  functions: {
    invocations: { name: 'Invocations', stat: 'Sum' },
    errors: { name: 'Errors', stat: 'Sum' },
    throttles: { name: 'Throttles', stat: 'Sum' },
  },
  balancer: {
    requests: { name: 'RequestCount', stat: 'Sum' },
    target5xx: { name: 'HTTPCode_Target_5XX_Count', stat: 'Sum' },
    own5xx: { name: 'HTTPCode_ELB_5XX_Count', stat: 'Sum' },
    p50: { name: 'TargetResponseTime', stat: 'p50' },
    p95: { name: 'TargetResponseTime', stat: 'p95' },
    p99: { name: 'TargetResponseTime', stat: 'p99' },
  },
  queue: { visible: { name: 'ApproximateNumberOfMessagesVisible', stat: 'Average' } },
  distribution: {
    requests: { name: 'Requests', stat: 'Sum' },
    failing: { name: '5xxErrorRate', stat: 'Average' },
  },
} as const satisfies Record<string, Record<string, Measure>>;

/** What CloudWatch answered for one subject and window. */
export interface Observed {
  readonly subject: Subject;
  readonly periodMs: number;
  /** Older than an hour when first seen. */
  readonly isPast: boolean;
  /** By measure; a measure without data has no points. */
  readonly points: Readonly<Record<string, readonly Point[]>>;
}
