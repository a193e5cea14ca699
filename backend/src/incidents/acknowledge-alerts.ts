import { lifeStore } from '../alerts/life-store.ts';
import { act } from '../alerts/verbs.ts';
import type { Signed, Sql } from './context.ts';
import { nameOf, type StoredIncident } from './incident.ts';
import { memberStore } from './member-store.ts';

/** Whoever takes an incident has seen its alerts. Returns how many nobody had acknowledged. */
export async function acknowledgeAlerts(
  tx: Sql,
  { incident, workspace }: { readonly incident: StoredIncident; readonly workspace: string },
  { by: name, id, at }: Signed,
): Promise<number> {
  const life = lifeStore(tx, workspace);
  const alerts = await life.lock(await memberStore(tx, workspace).unseen(incident.id));
  const moment = { by: { name, id }, now: at, isSender: false };
  const turns = alerts.flatMap((alert) => act(alert, { verb: 'acknowledge' }, moment) ?? []);
  await life.save(turns.map(({ alert }) => alert));
  const text = `With ${nameOf(incident)}`;
  await life.record(
    turns.flatMap(({ alert, steps }) => steps.map((step) => ({ ...step, text, alertId: alert.id }))),
  );
  return turns.length;
}
