import { type Deployment, DeploymentData } from '@smartops/contract';
import { formatDuration } from '../signals/format-value.ts';
import type { StoredEvent } from '../signals/read-store.ts';

/** A deployment as people see it; undefined when the event is none. */
export function toDeployment(event: StoredEvent, demo: boolean): Deployment | undefined {
  const parsed = DeploymentData.safeParse(event.data);
  if (!parsed.success) return undefined;
  const { service, sha, message, startedAt, finishedAt, runId, ...rest } = parsed.data;
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
