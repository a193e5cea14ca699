import type { AlertChange } from './alerts/alert.ts';
import type { Touched } from './incidents/context.ts';
import { memberStore } from './incidents/member-store.ts';
import { incidentStore } from './incidents/store.ts';
import type { ByHand } from './notify/notice.ts';
import { tell } from './notify/tell.ts';
import type { Database } from './platform/database/database.ts';

export interface ChangedNow {
  readonly alerts: readonly AlertChange[];
  /** By id. */
  readonly incidents: readonly string[];
  /** When a person did it. */
  readonly hand?: ByHand | undefined;
  readonly isDemo: (connectionId: string) => boolean;
  readonly now: number;
}

/** Writes down what people are to be told of these alerts and incidents; returns how much. */
export async function tellOf(
  tx: Pick<Database['sql'], 'execute'>,
  { incidents, ...news }: ChangedNow,
): Promise<number> {
  const whole = [];
  for (const one of await incidentStore(tx).byIds(incidents))
    whole.push({ ...one, alertIds: await memberStore(tx).alertsOf(one.id) });
  return tell(tx, { ...news, incidents: whole });
}

/** The same of what somebody did to incidents. */
export async function tellOfDeed(
  tx: Pick<Database['sql'], 'execute'>,
  { incidents, signed: { by: name, id, at }, ...hand }: Touched,
  isDemo: ChangedNow['isDemo'],
): Promise<void> {
  await tellOf(tx, { alerts: [], incidents, hand: { ...hand, by: { name, id } }, isDemo, now: at });
}
