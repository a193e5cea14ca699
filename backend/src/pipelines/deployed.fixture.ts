import type { DeploymentData } from '@smartops/contract';
import type { DeploymentEvent } from './deployed.ts';

const hour = 3_600_000;

/** A deployment of `api`, ended six minutes after `at` hours unless told otherwise. */
export function deployment(
  id: string,
  at: number,
  sha: string,
  more: Partial<DeploymentData> = {},
): DeploymentEvent {
  const data: DeploymentData = {
    ...{ service: 'api', environment: 'production', status: 'success', rawStatus: 'success', branch: 'main' },
    ...{ sha, author: 'sofia', message: 'm', version: null, url: null, runId: null },
    ...{ startedAt: at * hour, finishedAt: at * hour + hour / 10 },
    ...more,
  };
  return { id, connectionId: 'github', resourceId: `github:repository:${data.service}`, data };
}
