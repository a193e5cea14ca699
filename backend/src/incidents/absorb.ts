import { changedBy, type Signed, type Sql } from './context.ts';
import { eventStore } from './event-store.ts';
import { nameOf, type StoredIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { incidentStore } from './store.ts';

/** Makes one incident part of another: alerts and timeline move, and it says where they went. */
export async function absorb(
  tx: Sql,
  {
    into,
    from,
    signed,
  }: { readonly into: StoredIncident; readonly from: StoredIncident; readonly signed: Signed },
  workspace: string,
): Promise<void> {
  const events = eventStore(tx, workspace);
  await memberStore(tx, workspace).move(from.id, into.id, signed.at);
  await events.move(from.id, into.id);
  const resolvedAt = from.resolvedAt ?? signed.at;
  await incidentStore(tx, workspace).save(
    changedBy({ ...from, status: 'resolved', resolvedAt, mergedInto: into.id, keepOpen: false }, signed),
  );
  await events.add(from.id, [
    {
      ...{ ...signed, kind: 'merged', text: `made it part of ${nameOf(into)}` },
      about: { kind: 'incident', id: into.id },
    },
  ]);
  await events.add(into.id, [
    {
      ...{ ...signed, kind: 'merged', text: `merged ${nameOf(from)} into it`, detail: from.title },
      about: { kind: 'incident', id: from.id },
    },
  ]);
}
