import type { DBInstance } from '@aws-sdk/client-rds';
import type { Resource, Status } from '@smartops/contract';
import {
  consoleUrl,
  facts,
  known,
  knownTags,
  measured,
  type Place,
  type Regional,
  serviceId,
  serviceResource,
  some,
} from './place.ts';

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html
const broken =
  /^(?:failed|storage-full|restore-error|insufficient-capacity|inaccessible-encryption-credentials|incompatible-)/;
const away =
  /^(?:rebooting|starting|stopping|upgrading|maintenance|deleting|renaming|moving-to-vpc|converting-to-vpc)/;

export function databaseId(
  place: Pick<Place, 'connectionId'>,
  region: string,
  { DBInstanceIdentifier }: DBInstance,
): string {
  return `${place.connectionId}:rds:${region}:${DBInstanceIdentifier}`;
}

/** A resource for each database instance. */
export function rdsResources(regions: readonly Regional<DBInstance>[], place: Place): Resource[] {
  return regions.flatMap(({ region, items }) =>
    items.map((one) => ({
      id: databaseId(place, region, one),
      kind: 'aws.rds.instance',
      name: one.DBInstanceIdentifier ?? 'unnamed',
      region,
      state: one.DBInstanceStatus ?? 'unknown',
      ...consoleUrl(place, region, `rds/home?region=${region}#database:id=${one.DBInstanceIdentifier}`),
      attributes: known({
        engine: [one.Engine, one.EngineVersion].filter(Boolean).join(' ') || undefined,
        class: one.DBInstanceClass,
        az: one.AvailabilityZone,
        multiAz: one.MultiAZ,
        storageBytes: one.AllocatedStorage === undefined ? undefined : one.AllocatedStorage * 1_073_741_824,
        isPublic: one.PubliclyAccessible,
        isEncrypted: one.StorageEncrypted,
        ...knownTags(one.TagList),
        createdAt: one.InstanceCreateTime?.getTime(),
      }),
    })),
  );
}

/** RDS as a whole. A database in a state that AWS calls a failure is critical; one that is away for now a warning. */
export function rdsService(regions: readonly Regional<DBInstance>[], place: Place): Resource {
  const states = regions.flatMap(({ items }) =>
    items.map(({ DBInstanceStatus }) => DBInstanceStatus ?? 'unknown'),
  );
  const failed = states.filter((state) => broken.test(state));
  const gone = states.filter((state) => away.test(state));
  const stopped = states.filter((state) => state === 'stopped');
  const up = states.length - failed.length - gone.length - stopped.length;
  const cpu = measured(place.latest(serviceId(place, 'RDS'), 'cpu.percent'), '%');
  return serviceResource(place, 'RDS', {
    regions: regions.map(({ region }) => region),
    instances: states.length,
    status: statusOf({ failed: failed.length, gone: gone.length, isOff: states.length > 0 && up === 0 }),
    facts: facts(
      some(failed.length, [...new Set(failed)].join(', ')),
      states.length > 0 && `${up} of ${states.length} available`,
      some(gone.length, [...new Set(gone)].join(', ')),
      cpu && `CPU ${cpu}`,
      some(stopped.length, 'stopped'),
    ),
  });
}

function statusOf(seen: { failed: number; gone: number; isOff: boolean }): Status {
  if (seen.failed > 0) return 'critical';
  if (seen.gone > 0) return 'warning';
  return seen.isOff ? 'offline' : 'healthy';
}
