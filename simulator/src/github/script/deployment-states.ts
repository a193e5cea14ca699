import type { DeploymentPlan, StatePlan } from './plan.ts';
import { countUpTo } from './up-to.ts';

/** What is known of a deployment at a moment, oldest first; a later success in its environment makes it inactive. */
export function statesAt(
  all: readonly DeploymentPlan[],
  deployment: DeploymentPlan,
  now: number,
): readonly StatePlan[] {
  const own = deployment.states.filter(({ at }) => at <= now);
  if (!canBeReplaced(deployment)) return own;
  return own.flatMap((state, index) => {
    if (state.state !== 'success') return [state];
    const at = replacedAt(all, deployment, [state.at, own[index + 1]?.at ?? now]);
    return at === undefined ? [state] : [state, { state: 'inactive', at, jobId: state.jobId }];
  });
}

/** Of those that callers make, GitHub spares production and what is transient. */
const canBeReplaced = ({ asked }: DeploymentPlan) => !asked?.isProduction && !asked?.isTransient;

/** The first success of a deployment that was created later, within a time. */
function replacedAt(
  all: readonly DeploymentPlan[],
  { createdAt, environment }: DeploymentPlan,
  [from, to]: readonly [number, number],
): number | undefined {
  let first = Infinity;
  for (let place = countUpTo(all, createdAt, (one) => one.createdAt); place < all.length; place++) {
    const later = all[place];
    if (!later || later.createdAt > Math.min(first, to)) break;
    if (later.environment !== environment) continue;
    const success = later.states.find(
      ({ state, at, said }) => state === 'success' && at > from && said?.replaces !== false,
    );
    if (success && success.at <= to) first = Math.min(first, success.at);
  }
  return first === Infinity ? undefined : first;
}
