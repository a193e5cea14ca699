import { randomUUID } from 'node:crypto';
import type { Sql } from '../actions/store.ts';
import type { AlertChange } from '../alerts/alert.ts';
import { alertStore } from '../alerts/store.ts';
import { eventStore } from './event-store.ts';
import { type Grouped, group } from './group.ts';
import type { World } from './keep-up.ts';
import { kinStore } from './kin-store.ts';
import { memberStore } from './member-store.ts';
import { togetherMs } from './rules.ts';
import { incidentStore } from './store.ts';

/** Makes of alerts that began, changed or ended what they mean: incidents that begin, grow or open again. Returns their ids. */
export async function takeIn(
  tx: Sql,
  changes: readonly AlertChange[],
  { workspace, isDemo, now }: Omit<World, 'calmMs'>,
): Promise<string[]> {
  if (changes.length === 0) return [];
  const incidents = incidentStore(tx, workspace);
  const kin = kinStore(tx, workspace);
  // Two batches at once would each open one for what is the same trouble.
  await incidents.alone();
  const active = await incidents.takeActive(now - togetherMs);
  const known = await kin.of(active.map(({ id }) => id));
  const changed = changes.map(({ alert }) => alert);
  const loose = await alertStore(tx, workspace).byIds(await kin.loose(now - togetherMs));
  const grouped = group({
    ...{ changed, loose, isDemo, now, newId: randomUUID },
    back: new Set(changes.flatMap(({ change, alert }) => (change === 'reopened' ? alert.id : []))),
    candidates: active.map((incident) => ({
      incident,
      ...(known.get(incident.id) ?? { members: [], barred: new Set<string>() }),
    })),
    handled: await kin.handled([...changed, ...loose].map(({ id }) => id)),
  });
  for (const one of grouped) await write(tx, one, now, workspace);
  return grouped.map(({ incident }) => incident.id);
}

async function write(
  tx: Sql,
  { incident, isNew, joins, moments }: Grouped,
  now: number,
  workspace?: string,
): Promise<void> {
  const store = incidentStore(tx, workspace);
  await store.save(isNew ? await store.numbered(incident) : incident);
  await memberStore(tx, workspace).join(incident.id, joins, now);
  await eventStore(tx, workspace).add(incident.id, moments);
}
