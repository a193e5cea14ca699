import type { Resource, Scan, Severity } from '@smartops/contract';

/** One question about the resources of one connection. Adding one = one file under `checks/` and one line in its index. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly severity: Severity;
  /** The kinds of resource it looks at; with none of them there is nothing to say. */
  readonly kinds: readonly string[];
  /** Pure: what is wrong with this resource, or undefined. */
  judge(resource: Resource, now: number): string | undefined;
}

export interface StoredScan {
  readonly id: string;
  readonly checkId: string;
  readonly connectionId: string;
  readonly status: 'passed' | 'failed';
  readonly severity: Severity;
  readonly resource: string;
  readonly at: number;
  readonly findings: readonly { readonly resource: string; readonly message: string }[];
}

/** One run of a check over the resources of one connection; undefined when it has none to look at. */
export function scan(
  check: Check,
  connectionId: string,
  resources: readonly Resource[],
  { id, now }: { readonly id: string; readonly now: number },
): StoredScan | undefined {
  const looked = resources.filter(({ kind }) => check.kinds.includes(kind));
  if (looked.length === 0) return undefined;
  const findings = looked.flatMap((resource) => {
    const message = check.judge(resource, now);
    return message ? [{ resource: resource.name, message }] : [];
  });
  return {
    id,
    checkId: check.id,
    connectionId,
    status: findings.length === 0 ? 'passed' : 'failed',
    severity: check.severity,
    resource: `${looked.length} looked at`,
    at: now,
    findings,
  };
}

export function toScan(stored: StoredScan, check: Check, demo: boolean): Scan {
  const { id, status, severity, resource, at, findings, connectionId: source } = stored;
  return {
    id,
    name: check.title,
    type: check.type,
    status,
    severity,
    resource,
    timestamp: new Date(at).toISOString(),
    findings: [...findings],
    source,
    demo,
  };
}
