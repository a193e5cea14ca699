import { type AwsService, AwsServiceAttributes, type Status } from '@smartops/contract';
import type { StoredResource } from '../signals/read-store.ts';
import { problemOf, type WatchedState } from './watched.ts';

const names = ['EC2', 'RDS', 'Lambda', 'S3', 'CloudFront', 'IAM'] as const;

/** The six services of each AWS connection; one that could never be read is there too, with the reason. */
export function toServices(
  watched: readonly WatchedState[],
  resources: readonly StoredResource[],
): AwsService[] {
  return watched
    .filter(({ source }) => source === 'aws')
    .flatMap((account) => names.flatMap((name) => toService(account, name, resources)));
}

function toService(
  account: WatchedState,
  name: (typeof names)[number],
  resources: readonly StoredResource[],
): AwsService[] {
  const resource = resources.find(
    ({ connectionId, kind, attributes }) =>
      connectionId === account.id && kind === 'aws.service' && attributes.service === name,
  );
  const read = resource && AwsServiceAttributes.safeParse(resource.attributes).data;
  const problem = problemOf(account, name.toLowerCase());
  if (!read && !problem) return [];
  return [
    {
      id: `${account.id}:${name.toLowerCase()}`,
      name,
      status: problem ? 'offline' : ((read?.status ?? 'offline') satisfies Status),
      instances: read?.instances ?? null,
      region: resource?.region ?? 'global',
      account: read?.account ?? account.title,
      facts: read?.facts ?? [],
      timestamp: account.health.readAt === null ? null : new Date(account.health.readAt).toISOString(),
      reason: problem?.message ?? null,
      fix: problem?.fix ?? null,
      source: account.id,
      demo: account.demo,
    },
  ];
}
