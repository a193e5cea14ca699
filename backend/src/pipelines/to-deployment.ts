import type { Deployment } from '@smartops/contract';
import { formatDuration } from '../signals/format-value.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import { type Deployed, toDeployed } from './deployed.ts';

/** A deployment as people see it; undefined when the event is none. */
export function toDeployment(event: StoredEvent, demo: boolean): Deployment | undefined {
  const [deployed] = toDeployed([event]);
  return deployed && asDeployment(deployed, demo);
}

export function asDeployment({ event, data }: Deployed, demo: boolean): Deployment {
  const { service, sha, message, startedAt, finishedAt, runId, ...rest } = data;
  const durationMs = finishedAt === null ? null : finishedAt - startedAt;
  return {
    id: event.id,
    name: service,
    environment: rest.environment,
    status: rest.status,
    rawStatus: rest.rawStatus,
    branch: rest.branch,
    commit: sha.slice(0, 7),
    author: rest.author,
    timestamp: new Date(startedAt).toISOString(),
    duration: durationMs === null ? '—' : formatDuration(durationMs),
    durationMs,
    title: message,
    version: rest.version,
    url: rest.url,
    pipelineId: runId,
    source: event.connectionId,
    demo,
  };
}
