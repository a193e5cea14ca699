import { SECOND, type World } from '../../world/world.ts';
import { otherwise } from '../script/finish.ts';
import type { RunPlan } from '../script/plan.ts';

const timeToStop = 2 * SECOND;

/** A run that somebody stops; a forced stop does not wait for its jobs. */
export function cancelled(world: World, run: RunPlan, at: number, isForced: boolean): RunPlan {
  const { fate } = run.recipe.attempt;
  const after = Math.ceil((at - run.startedAt) / SECOND) * SECOND + (isForced ? 0 : timeToStop);
  return otherwise(world, run, {
    fate: { ...fate, cancelledAfter: Math.min(after, fate.cancelledAfter ?? Infinity) },
  });
}
