import type { Person } from '../../world/shop.ts';
import type { World } from '../../world/world.ts';
import { finish, templatesOf } from '../script/finish.ts';
import type { RunPlan } from '../script/plan.ts';
import type { JobTemplate } from '../script/workflows.ts';
import { failsAgainAt } from './verdict.ts';

export interface ReRun {
  readonly at: number;
  readonly by: Person;
  /** The jobs that are run again, with those that need them; all unless said. */
  readonly again?: readonly string[];
}

/** The next attempt of a run that is over. */
export function nextAttempt(world: World, latest: RunPlan, { at, by, again }: ReRun): RunPlan {
  const { recipe, attempt, jobs } = latest;
  const names = again && withDependents(templatesOf(recipe.draft), again);
  const kept = names ? jobs.filter(({ name }) => !names.has(name)) : [];
  const fate = { failsAt: failsAgainAt(world, recipe.draft) };
  return finish(world, { ...recipe, attempt: { number: attempt + 1, startedAt: at, by, fate, kept } });
}

/** Templates stand behind all that they need. */
function withDependents(templates: readonly JobTemplate[], names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  for (const { name, needs } of templates) if (needs.some((need) => found.has(need))) found.add(name);
  return found;
}
