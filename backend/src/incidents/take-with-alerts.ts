import { change } from './change.ts';
import type { Signed, Sql, Touched } from './context.ts';
import { eventStore } from './event-store.ts';
import { memberStore } from './member-store.ts';
import { incidentStore } from './store.ts';

/**
 * Whoever acknowledges the last of an incident's alerts that fire has taken it. Returns what that has moved; undefined when
 * others still wait, or somebody has it.
 */
export async function takeWithAlerts(
  tx: Sql,
  incidentId: string,
  signed: Signed,
  workspace?: string,
): Promise<Touched | undefined> {
  const before = await incidentStore(tx, workspace).lock(incidentId);
  if (before?.status !== 'open') return undefined;
  if ((await memberStore(tx, workspace).unseen(incidentId)).length > 0) return undefined;
  const { incident, moments } = change(before, { status: 'investigating' }, signed);
  await incidentStore(tx, workspace).save(incident);
  const detail = 'All of its alerts that fire are acknowledged';
  await eventStore(tx, workspace).add(
    incidentId,
    moments.map((moment) => ({ ...moment, detail })),
  );
  return { incidents: [incidentId], before, signed };
}
