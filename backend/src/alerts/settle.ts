import type { AlertChange, StoredAlert } from './alert.ts';
import { lifeStore, type Sql } from './life-store.ts';
import { settle } from './lifecycle.ts';
import { silenceOf } from './silences/silence.ts';
import { silenceStore } from './silences/store.ts';

interface Moment {
  readonly workspace: string;
  readonly now: number;
}

/** Puts everything that fires under the silences of this moment, and wakes what has slept long enough. */
export async function settleAll(database: Sql, { workspace, now }: Moment): Promise<AlertChange[]> {
  return settleThese(await lifeStore(database, workspace).lockFiring(), database, { workspace, now });
}

/** Wakes what has slept long enough. */
export async function wakeSleepers(database: Sql, { workspace, now }: Moment): Promise<AlertChange[]> {
  return settleThese(await lifeStore(database, workspace).lockFiring(now), database, { workspace, now });
}

async function settleThese(alerts: readonly StoredAlert[], database: Sql, { workspace, now }: Moment) {
  if (alerts.length === 0) return [];
  const active = await silenceStore(database, workspace).activeAt(now);
  const turns = alerts.flatMap((one) => settle(one, silenceOf(active, one), now) ?? []);
  const store = lifeStore(database, workspace);
  await store.save(turns.map(({ alert }) => alert));
  await store.record(
    turns.flatMap(({ alert, steps }) => steps.map((one) => ({ ...one, alertId: alert.id }))),
  );
  return turns.map(({ change, alert }) => ({ change, alert }));
}
