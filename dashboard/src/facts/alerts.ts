import type { Alert, AlertAct, AlertStep, Incident } from '@smartops/contract';
import { byGravity, standingOf } from './standing.ts';

/** What takes an act back; undefined for what cannot be. */
export function undoOf({ verb }: AlertAct): AlertAct | undefined {
  if (verb === 'acknowledge') return { verb: 'unacknowledge' };
  if (verb === 'dismiss') return { verb: 'restore' };
  if (verb === 'snooze') return { verb: 'snooze', until: null };
  return undefined;
}

const doneWords: Record<AlertAct['verb'], string> = {
  acknowledge: 'Acknowledged',
  unacknowledge: 'No longer acknowledged:',
  assign: 'Assigned',
  snooze: 'Snoozed',
  note: 'Noted on',
  dismiss: 'Dismissed',
  restore: 'Brought back',
  resolve: 'Resolved',
};

/** `Acknowledged checkout-api 5xx rate above 1 %`, `Snoozed 4 alerts`. */
export function doneText(act: AlertAct, titles: readonly string[]): string {
  const [only] = titles;
  return `${doneWords[act.verb]} ${titles.length === 1 && only ? only : `${titles.length} alerts`}`;
}

/** What the page shows of an act before the backend has said so. */
export function foreseen(alert: Alert, act: AlertAct, me: string, now: number): Alert {
  const signed = { by: me, at: new Date(now).toISOString() };
  switch (act.verb) {
    case 'acknowledge':
      return alert.acknowledged
        ? alert
        : { ...alert, acknowledged: true, acknowledgement: signed, owner: alert.owner ?? me };
    case 'unacknowledge':
      return { ...alert, acknowledged: false, acknowledgement: null };
    case 'snooze':
      return { ...alert, snoozedUntil: act.until };
    case 'dismiss':
      return { ...alert, dismissal: { ...signed, reason: act.reason ?? '' } };
    case 'restore':
      return { ...alert, dismissal: null };
    default:
      return alert;
  }
}

export interface AlertGroup {
  readonly id: string;
  readonly title: string;
  readonly kind: 'incident' | 'none' | 'silenced' | 'dismissed' | 'resolved';
  readonly incident: Incident | undefined;
  readonly alerts: readonly Alert[];
}

/** What fires by incident, the gravest first; then what is in none, what is silenced, what was dismissed and what is over. */
export function groupAlerts(alerts: readonly Alert[], incidents: readonly Incident[]): readonly AlertGroup[] {
  const rest = { none: 'In no incident', silenced: 'Silenced', dismissed: 'Dismissed', resolved: 'Resolved' };
  const kinds = Object.entries(rest) as [Exclude<AlertGroup['kind'], 'incident'>, string][];
  const byIncident = new Map<string, Alert[]>();
  const others = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const standing = standingOf(alert);
    const active = standing === 'loud' || standing === 'snoozed';
    const home = active ? alert.incidentId : null;
    const [map, key] = home ? [byIncident, home] : [others, active ? 'none' : standing];
    const list = map.get(key);
    if (list) list.push(alert);
    else map.set(key, [alert]);
  }
  const groups = [...byIncident].map(([id, members]): AlertGroup => {
    const incident = incidents.find((one) => one.id === id);
    const title = incident?.title ?? 'Incident';
    return { id, title, kind: 'incident', incident, alerts: members.toSorted(byGravity) };
  });
  return [
    ...groups.toSorted((a, b) => {
      const [one, other] = [a.alerts[0], b.alerts[0]];
      return one && other ? byGravity(one, other) : 0;
    }),
    ...kinds.flatMap(([kind, title]): AlertGroup[] => {
      const members = others.get(kind) ?? [];
      const sorted = kind === 'resolved' ? members.toSorted(byEnd) : members.toSorted(byGravity);
      return members.length > 0 ? [{ id: kind, title, kind, incident: undefined, alerts: sorted }] : [];
    }),
  ];
}

const byEnd = (a: Alert, b: Alert) => Date.parse(b.resolvedAt ?? '') - Date.parse(a.resolvedAt ?? '');

export const stepWord: Record<AlertStep['kind'], string> = {
  fired: 'Firing',
  reopened: 'Firing again',
  escalated: 'Worse',
  eased: 'Less grave',
  resolved: 'Resolved',
  woke: 'Awake again',
  silenced: 'Silenced',
  acknowledged: 'Acknowledged',
  unacknowledged: 'Acknowledgement taken back',
  assigned: 'Owner',
  snoozed: 'Snoozed',
  unsnoozed: 'Snooze ended',
  note: 'Note',
  dismissed: 'Dismissed',
  restored: 'Brought back',
};
