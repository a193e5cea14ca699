import type { Service } from '../../world/shop.ts';
import { createCallerIds } from '../script/ids.ts';
import type { Commit, DeploymentPlan, RunPlan, StatePlan } from '../script/plan.ts';

/** What callers did to the script, for as long as the simulator runs. */
export interface Deeds {
  /** By run: all tries of those that callers touched or began, oldest first. */
  readonly attempts: Map<number, readonly RunPlan[]>;
  /** Runs that callers began, oldest first. */
  readonly begun: Map<Service, readonly number[]>;
  /** Deployments that callers made, oldest first. */
  readonly deployments: Map<Service, readonly DeploymentPlan[]>;
  /** By deployment: what callers said of it, oldest first. */
  readonly states: Map<number, readonly StatePlan[]>;
  /** Heads that a merge gave to branches, by repository and branch. */
  readonly heads: Map<string, Commit>;
  /** An id that nobody else has. */
  nextId(repo: Service, now: number): number;
}

export const createDeeds = (): Deeds => ({
  attempts: new Map(),
  begun: new Map(),
  deployments: new Map(),
  states: new Map(),
  heads: new Map(),
  nextId: createCallerIds(),
});

export function addTo<K, T>(map: Map<K, readonly T[]>, key: K, item: T): void {
  map.set(key, [...(map.get(key) ?? []), item]);
}
