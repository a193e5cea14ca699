import type { Alert } from '@smartops/contract';

const order: readonly Alert['severity'][] = ['critical', 'error', 'warning', 'info'];

/** Alerts that fire, the gravest first and of these the newest. */
export function inOrder(alerts: readonly Alert[]): readonly Alert[] {
  return alerts
    .filter(({ state }) => state === 'firing')
    .toSorted(
      (a, b) =>
        order.indexOf(a.severity) - order.indexOf(b.severity) ||
        Date.parse(b.timestamp) - Date.parse(a.timestamp),
    );
}
