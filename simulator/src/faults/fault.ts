export const kinds = [
  'status',
  'hang',
  'slow',
  'reset',
  'malformed',
  'truncated',
  'huge',
  'denied',
  'throttled',
  'secondary-limit',
  'wrong-types',
  'hostile',
  'hostile-refusal',
] as const;
export type FaultKind = (typeof kinds)[number];

/** A scripted misbehaviour of one part, such as `aws.rds`, `github` or `evm.ethereum`. */
export interface Fault {
  readonly match: string;
  readonly kind: FaultKind;
  readonly status?: number;
  readonly ms?: number;
}

/** Undefined when it is none. */
export function readFault(text: string): Fault | undefined {
  try {
    const { match, kind, status, ms } = Object(JSON.parse(text)) as Record<string, unknown>;
    const known = kinds.find((one) => one === kind);
    if (typeof match !== 'string' || !known) return undefined;
    return {
      match,
      kind: known,
      ...(typeof status === 'number' && { status }),
      ...(typeof ms === 'number' && { ms }),
    };
  } catch {
    return undefined;
  }
}

/** A fault of `aws` also meets `aws.rds.DescribeDBInstances`. */
export function meets({ match }: Fault, name: string): boolean {
  return name === match || name.startsWith(`${match}.`);
}
