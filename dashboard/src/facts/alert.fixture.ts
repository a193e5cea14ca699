import type { Alert } from '@smartops/contract';

/** A firing alert, for tests. */
export function alert(id: string, more: Partial<Alert> = {}): Alert {
  return {
    id,
    title: `checkout-api ${id}`,
    message: '4.8 %',
    severity: 'warning',
    timestamp: '2026-11-26T13:00:00.000Z',
    acknowledged: false,
    state: 'firing',
    resolvedAt: null,
    resourceId: 'lb',
    metricId: null,
    url: null,
    ruleId: 'r',
    ruleVersion: 1,
    resourceName: 'checkout-api',
    account: null,
    region: 'eu-west-1',
    value: 4.8,
    limit: 1,
    unit: '%',
    labels: {},
    runbook: null,
    changedBefore: [],
    acknowledgement: null,
    owner: null,
    snoozedUntil: null,
    silenceId: null,
    dismissal: null,
    flaps: 0,
    incidentId: null,
    source: 'aws',
    demo: false,
    ...more,
  };
}
