import { actionStore, type Sql } from '../actions/store.ts';
import { toDeployed } from '../pipelines/deployed.ts';
import { readStore } from '../signals/read-store.ts';
import { actionsAround, deploymentsAround, ownBeforeMs } from './around.ts';
import { eventStore } from './event-store.ts';
import type { StoredIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { settle } from './settle.ts';
import { incidentStore } from './store.ts';

export interface World {
  readonly workspace?: string;
  readonly isDemo: (connectionId: string) => boolean;
  /** How long all alerts must be over before an incident resolves itself. */
  readonly calmMs: number;
  readonly now: number;
}

/** What is older was written when it happened. */
const lookBackMs = 6 * 3_600_000;
const actionsLookedAt = 100;

/**
 * Writes what was deployed and done around the open incidents on their timelines, once each, and resolves those whose
 * alerts are over. Returns the ids of those that changed.
 */
export async function keepUp(tx: Sql, world: World): Promise<string[]> {
  const { workspace, isDemo, now } = world;
  const open = await incidentStore(tx, workspace).takeActive(now);
  if (open.length === 0) return [];
  const from = Math.max(now - lookBackMs, Math.min(...open.map(({ startedAt }) => startedAt)) - ownBeforeMs);
  const events = await readStore(tx, workspace).eventsBetween('deployment', from, now);
  const actions = await actionStore(tx, workspace).list({ limit: actionsLookedAt });
  const standing = await memberStore(tx, workspace).standing(open.map(({ id }) => id));
  const changed: string[] = [];
  for (const incident of open) {
    const ofItsWorld = (one: { readonly connectionId: string }) =>
      isDemo(one.connectionId) === isDemo(incident.connectionId);
    const moments = [
      ...deploymentsAround(incident, toDeployed(events.filter(ofItsWorld))),
      ...actionsAround(incident, actions.filter(ofItsWorld)),
    ];
    const told = await eventStore(tx, workspace).add(incident.id, moments);
    const settled = await settleOne(tx, incident, { ...world, standing });
    if (told || settled) changed.push(incident.id);
  }
  return changed;
}

async function settleOne(
  tx: Sql,
  incident: StoredIncident,
  { workspace, standing, ...time }: World & { readonly standing: Awaited<ReturnType<Standings>> },
): Promise<boolean> {
  const settled = settle(incident, standing.get(incident.id), time);
  if (!settled) return false;
  await incidentStore(tx, workspace).save(settled.incident);
  await eventStore(tx, workspace).add(incident.id, [settled.moment]);
  return true;
}

type Standings = ReturnType<typeof memberStore>['standing'];
