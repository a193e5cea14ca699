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
  /** How repositories are called that were renamed, and what they were called before, in small letters. */
  readonly names: Map<Service, string>;
  readonly formerNames: Map<string, Service>;
  /** Since when nothing more happens in a repository. */
  readonly archivedAt: Map<Service, number>;
  /** What was deleted: `run 7`, `logs 7`, `artifact 7`, or a repository by its first name. */
  readonly gone: Set<string>;
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
  names: new Map(),
  formerNames: new Map(),
  archivedAt: new Map(),
  gone: new Set(),
  heads: new Map(),
  nextId: createCallerIds(),
});

export function addTo<K, T>(map: Map<K, readonly T[]>, key: K, item: T): void {
  map.set(key, [...(map.get(key) ?? []), item]);
}
