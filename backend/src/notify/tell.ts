import type { AlertChange } from '../alerts/alert.ts';
import type { ToldIncident } from '../incidents/incident.ts';
import { alertSubject, type ByHand, incidentSubject } from './notice.ts';
import { noticeStore } from './notice-store.ts';
import { noticesOf } from './notices-of.ts';
import type { Sql } from './sql.ts';

export interface ToTell {
  readonly alerts: readonly AlertChange[];
  readonly incidents: readonly ToldIncident[];
  /** When a person did it. */
  readonly hand?: ByHand | undefined;
  readonly isDemo: (connectionId: string) => boolean;
  readonly now: number;
}

/**
 * Writes down what is worth telling, in the transaction that made it so: whoever changes alerts or incidents calls it
 * before the commit and wakes the notifier after it. Returns how many notices there are.
 */
export async function tell(tx: Pick<Sql, 'execute'>, news: ToTell): Promise<number> {
  const { alerts, incidents, hand, now } = news;
  if (alerts.length === 0 && incidents.length === 0) return 0;
  const store = noticeStore(tx);
  const subjects = new Set([
    ...alerts.map(({ alert }) => alertSubject(alert.id)),
    ...incidents.flatMap(({ id, alertIds }) => [incidentSubject(id), ...alertIds.map(alertSubject)]),
    ...(hand?.freed ?? []).map(alertSubject),
  ]);
  const { notices, told } = noticesOf({ ...news, told: await store.told([...subjects]) });
  const added = await store.add(notices);
  await store.remember(told, now);
  return added;
}
