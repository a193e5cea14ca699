import type { Finding, StoredAlert } from './alert.ts';

const minute = 60_000;

/** What a rule might find, for tests. */
export function finding(more: Partial<Finding> = {}): Finding {
  return {
    fingerprint: 'f',
    ruleId: 'r',
    ruleVersion: 1,
    resourceId: 'lb',
    resourceName: 'checkout-api',
    connectionId: 'aws',
    account: null,
    region: 'eu-west-1',
    url: null,
    metric: 'http.5xx.percent',
    unit: '%',
    severity: 'critical',
    title: 'checkout-api 5xx rate above 1 %',
    message: '4.8 %',
    value: 4.8,
    limit: 1,
    labels: {},
    runbook: null,
    startedAt: 100 * minute,
    ...more,
  };
}

/** A firing alert, for tests. */
export function storedAlert(id: string, more: Partial<StoredAlert> = {}): StoredAlert {
  const found = finding({ fingerprint: id, ...more });
  return {
    ...found,
    id,
    state: 'firing',
    firedAt: found.startedAt,
    resolvedAt: null,
    acknowledgement: null,
    owner: null,
    ownerId: null,
    snoozedUntil: null,
    silenceId: null,
    dismissal: null,
    flaps: 0,
    incidentId: null,
    changedBefore: [],
    occurrence: null,
    ...more,
  };
}
