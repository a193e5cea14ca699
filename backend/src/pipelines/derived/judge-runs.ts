import { DeploymentData, type Environment, type SourceEvent } from '@smartops/contract';
import type { StoredEvent } from '../../signals/read-store.ts';
import type { Counted } from '../../sources/source.ts';
import type { derivedStore } from './derived-store.ts';

/** A run, and the deployment that it was and is. */
export interface Judged {
  readonly run: StoredEvent;
  readonly rule: number | undefined;
  readonly before: StoredEvent | undefined;
  readonly after: SourceEvent | undefined;
  readonly from: Environment | null;
  readonly to: Environment | null;
}

/** What a run counts as, as the source that delivered it has it; undefined when nobody can say. */
export type Count = (run: StoredEvent) => Counted | undefined;

/** Sets what runs are beside what they were. Those of repositories that use deployments of their own are left out. */
export async function judgeRuns(
  runs: readonly StoredEvent[],
  count: Count,
  store: Pick<ReturnType<typeof derivedStore>, 'deployments' | 'services'>,
): Promise<Judged[]> {
  const counted = runs.flatMap((run) => {
    const found = count(run);
    return found ? [{ run, ...found }] : [];
  });
  if (counted.length === 0) return [];
  const usesDeployments = await store.services(counted.map(({ serviceId }) => serviceId));
  const asRuns = counted.filter(({ serviceId }) => usesDeployments.get(serviceId) === false);
  const known = await store.deployments(asRuns.map(({ id }) => id));
  return asRuns.map(({ run, id, rule, deployment: after }) => {
    const before = known.get(id);
    return { run, rule, before, after, from: environmentOf(before), to: environmentOf(after) };
  });
}

const environmentOf = (event: Pick<SourceEvent, 'data'> | undefined): Environment | null =>
  DeploymentData.safeParse(event?.data).data?.environment ?? null;
