import type { Inventory, Part } from './inventory.ts';
import type { Subject } from './points.ts';
import { lastKnown } from './shelf.ts';
import { balancerSubject, queueSubject } from './signals-discovered.ts';
import { instanceId, isRunning } from './signals-ec2.ts';
import { distributionId } from './signals-global.ts';
import { databaseId } from './signals-rds.ts';

type Ids = { readonly connectionId: string; readonly lambdaId: string };

/** CloudFront writes its metrics in one region, whatever region asks. */
const cloudfrontRegion = 'us-east-1';

/** Everything that was found and has metrics. */
export function subjectsOf(inventory: Inventory, ids: Ids): Subject[] {
  const { instances, databases, functions, balancers, queues, distributions } = inventory;
  return [
    ...instanceSubjects(instances, ids),
    ...items(databases).map(
      ([one, region]): Subject => ({
        kind: 'database',
        resourceId: databaseId(ids, region, one),
        region,
        dimensions: { DBInstanceIdentifier: one.DBInstanceIdentifier ?? '' },
        pace: 'minute',
      }),
    ),
    ...functions.flatMap(({ region, reading }): Subject[] =>
      lastKnown(reading)?.length
        ? [{ kind: 'functions', resourceId: ids.lambdaId, region, dimensions: {}, pace: 'minute' }]
        : [],
    ),
    ...items(balancers).flatMap(([dimension, region]) => balancerSubject(dimension, region, ids) ?? []),
    ...items(queues).map(([name, region]) => queueSubject(name, region, ids)),
    ...items([distributions]).flatMap(([{ Id }]): Subject[] => (Id ? [distributionSubject(Id, ids)] : [])),
  ];
}

function distributionSubject(id: string, ids: Ids): Subject {
  return {
    kind: 'distribution',
    resourceId: distributionId(ids, id),
    region: cloudfrontRegion,
    dimensions: { DistributionId: id, Region: 'Global' },
    pace: 'minute',
  };
}

/** Running instances. Without detailed monitoring on all of them a mean exists every 5 min only, so none is asked more often. */
function instanceSubjects(instances: Inventory['instances'], ids: Ids): Subject[] {
  const running = items(instances).filter(([one]) => isRunning(one));
  const areDetailed = running.every(([{ Monitoring }]) => Monitoring?.State === 'enabled');
  return running.map(([one, region]) => ({
    kind: 'instance',
    resourceId: instanceId(ids, one),
    region,
    dimensions: { InstanceId: one.InstanceId ?? '' },
    pace: areDetailed ? 'minute' : 'five-minutes',
  }));
}

function items<T>(parts: readonly Part<readonly T[]>[]): (readonly [T, string])[] {
  // A listing that fails for the moment does not stop the series of what it listed before.
  return parts.flatMap(({ region, reading }) =>
    (lastKnown(reading) ?? []).map((item) => [item, region] as const),
  );
}
