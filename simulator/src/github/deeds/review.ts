import { SECOND, type World } from '../../world/world.ts';
import { otherwise } from '../script/finish.ts';
import type { Review, RunPlan } from '../script/plan.ts';

/** A run that waited, once somebody has let it in or turned it away. */
export function reviewed(world: World, run: RunPlan, at: number, said: Omit<Review, 'after'>): RunPlan {
  const after = Math.ceil((at - run.startedAt) / SECOND) * SECOND;
  return otherwise(world, run, { fate: { ...run.recipe.attempt.fate, review: { ...said, after } } });
}
