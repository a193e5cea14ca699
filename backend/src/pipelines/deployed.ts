import { DeploymentData, type Environment } from '@smartops/contract';
import type { StoredEvent } from '../signals/read-store.ts';

/** A deployment event with what it carries. */
export interface Deployed {
  readonly event: DeploymentEvent;
  readonly data: DeploymentData;
}

export type DeploymentEvent = Pick<StoredEvent, 'id' | 'connectionId' | 'resourceId' | 'data'>;

export function toDeployed(events: readonly DeploymentEvent[]): Deployed[] {
  return events.flatMap((event) => {
    const { data } = DeploymentData.safeParse(event.data);
    return data ? [{ event, data }] : [];
  });
}

/** When it was live, or had failed; its beginning where the source says no more. */
export const endOf = ({ data: { finishedAt, startedAt } }: Deployed) => finishedAt ?? startedAt;

/** Those that went well in an environment of a service, the one that is live first. */
export function livesOf(
  all: readonly Deployed[],
  { resourceId, environment }: { readonly resourceId: string; readonly environment: Environment },
): Deployed[] {
  return all
    .filter(
      ({ event, data }) =>
        event.resourceId === resourceId && data.environment === environment && data.status === 'success',
    )
    .toSorted((a, b) => endOf(b) - endOf(a));
}

/** The one with another commit that was live right before; undefined when none is known. */
export function liveBefore(one: Deployed, all: readonly Deployed[]): Deployed | undefined {
  const { event, data } = one;
  return livesOf(all, { resourceId: event.resourceId, environment: data.environment }).find(
    (other) => other.event.id !== event.id && other.data.sha !== data.sha && endOf(other) <= endOf(one),
  );
}
