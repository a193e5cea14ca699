import type { Signed, Sql } from './context.ts';
import { nameOf, type StoredIncident } from './incident.ts';
import { memberStore } from './member-store.ts';

/** Whoever takes an incident has seen its alerts. Returns how many nobody had acknowledged. */
export async function acknowledgeAlerts(
  tx: Sql,
  { incident, workspace }: { readonly incident: StoredIncident; readonly workspace: string },
  signed: Signed,
): Promise<number> {
  const text = `With ${nameOf(incident)}`;
  return (await memberStore(tx, workspace).acknowledge(incident.id, signed, text)).length;
}
