import type { Alert } from '@smartops/contract';
import { byGravity, standingOf } from '../../facts/standing.ts';

/** Alerts that fire, those somebody is to look at first; of these the gravest, and of these the newest. */
export function inOrder(alerts: readonly Alert[]): readonly Alert[] {
  const isLoud = (alert: Alert) => standingOf(alert) === 'loud';
  return alerts
    .filter(({ state, dismissal }) => state === 'firing' && !dismissal)
    .toSorted((a, b) => Number(isLoud(b)) - Number(isLoud(a)) || byGravity(a, b));
}
