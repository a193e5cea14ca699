import type { DeploymentFilter } from '@smartops/contract';
import { useMemo } from 'react';
import { call } from '../../live/call.ts';
import { type Part, useListPages } from '../../live/use-list-pages.ts';
import { useTopic } from '../../live/use-live.ts';

/** The deployments that fulfil a filter. */
export function useDeployments(filter: DeploymentFilter) {
  const live = useTopic('deployments');
  const marks = useMemo(
    () =>
      live?.map(({ id, timestamp, rawStatus, durationMs, environment }) => ({
        id,
        startedAt: timestamp,
        changedAt: `${rawStatus} ${durationMs} ${environment}`,
      })),
    [live],
  );
  return useListPages({ name: 'listDeploymentHistory', filter, read, marks });
}

async function read(filter: DeploymentFilter, part: Part) {
  const { deployments, next, counts } = await call('listDeploymentHistory', { ...filter, ...part });
  return { items: deployments.map((one) => ({ ...one, startedAt: one.timestamp })), next, total: counts };
}
