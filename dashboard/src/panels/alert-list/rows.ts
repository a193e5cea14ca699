import type { Alert, Incident } from '@smartops/contract';
import { type AlertGroup, groupAlerts } from '../../facts/alerts.ts';
import { byGravity } from '../../facts/standing.ts';

export type Row =
  | { readonly kind: 'group'; readonly group: AlertGroup; readonly isFolded: boolean }
  | { readonly kind: 'alert'; readonly alert: Alert };

/** The lines of the list from top to bottom. */
export function toRows(
  alerts: readonly Alert[],
  {
    incidents,
    grouped,
    folded,
  }: {
    readonly incidents: readonly Incident[];
    readonly grouped: boolean;
    readonly folded: ReadonlySet<string>;
  },
): readonly Row[] {
  if (!grouped) {
    const firing = alerts.filter(({ state }) => state === 'firing').toSorted(byGravity);
    return [...firing, ...alerts.filter(({ state }) => state === 'resolved')].map((alert) => ({
      kind: 'alert',
      alert,
    }));
  }
  return groupAlerts(alerts, incidents).flatMap((group): Row[] => {
    const isFolded = folded.has(group.id);
    const members = isFolded ? [] : group.alerts;
    return [{ kind: 'group', group, isFolded }, ...members.map((alert): Row => ({ kind: 'alert', alert }))];
  });
}

/** The alerts that stand in the list, in its order. */
export const alertsIn = (rows: readonly Row[]): readonly Alert[] =>
  rows.flatMap((row) => (row.kind === 'alert' ? [row.alert] : []));

/** The one `by` steps away from the current one, within the list. */
export function stepFrom(
  alerts: readonly Alert[],
  current: string | undefined,
  by: 1 | -1,
): string | undefined {
  const at = alerts.findIndex(({ id }) => id === current);
  if (at < 0) return (by === 1 ? alerts[0] : alerts.at(-1))?.id;
  return alerts[Math.min(alerts.length - 1, Math.max(0, at + by))]?.id;
}
