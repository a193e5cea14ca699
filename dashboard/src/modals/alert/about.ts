import type { Alert } from '@smartops/contract';

export interface AboutAlerts {
  readonly alerts: readonly Alert[];
  readonly onClose: () => void;
}

/** `checkout-api 5xx rate above 1 %`, or `4 alerts`. */
export function nameOf(alerts: readonly Alert[]): string {
  const [only] = alerts;
  return alerts.length === 1 && only ? only.title : `${alerts.length} alerts`;
}
