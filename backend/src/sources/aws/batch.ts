import type { Resource } from '@smartops/contract';
import { principalName } from './errors.ts';
import type { Inventory, Part } from './inventory.ts';
import { type Place, type Regional, serviceId } from './place.ts';
import { balancerResource, balancerSubject, queueResource, queueSubject } from './signals-discovered.ts';
import { type Ec2Region, ec2Resources, ec2Service } from './signals-ec2.ts';
import { cloudfrontResources, cloudfrontService, s3Resources, s3Service } from './signals-global.ts';
import { iamResources, iamService } from './signals-iam.ts';
import { lambdaResources, lambdaService } from './signals-lambda.ts';
import { rdsResources, rdsService } from './signals-rds.ts';

export interface Shown {
  readonly resources: readonly Resource[];
  /** Kinds of which nothing is missing. */
  readonly complete: readonly string[];
}

/** The inventory as resources. What could not be read is left out, so that it stays as it was, with its age. */
export function toResources(inventory: Inventory, place: Place): Shown {
  const { instances, databases, functions, buckets, distributions } = inventory;
  const ec2 = ec2Regions(inventory);
  const kinds: [string, Resource[], boolean][] = [
    ['aws.account', accountResources(inventory, place), inventory.identity.reading.ok],
    ['aws.ec2.instance', ec2Resources(ec2, place), allOk(instances)],
    ['aws.rds.instance', rdsResources(regionsOf(databases), place), allOk(databases)],
    ['aws.lambda.function', lambdaResources(regionsOf(functions), place), allOk(functions)],
    ['aws.s3.bucket', s3Resources(itemsOf(buckets), inventory.blocksPublic, place), buckets.reading.ok],
    [
      'aws.cloudfront.distribution',
      cloudfrontResources(itemsOf(distributions), place),
      distributions.reading.ok,
    ],
    ['aws.iam.access-key', iamResources(iamSeen(inventory), place), hasAllKeys(inventory)],
    ...discovered(inventory, place),
  ];
  const services = serviceResources(inventory, ec2, place);
  return {
    resources: [
      ...services.map(({ resource }) => resource).filter(isThere),
      ...kinds.flatMap(([, found]) => found),
    ],
    complete: [
      ...(services.every(({ resource }) => resource !== undefined) ? ['aws.service'] : []),
      ...kinds.flatMap(([kind, , isComplete]) => (isComplete ? [kind] : [])),
    ],
  };
}

function serviceResources(inventory: Inventory, ec2: readonly Ec2Region[], place: Place) {
  const { instances, databases, functions, buckets, distributions, users, blocksPublic } = inventory;
  const only = (parts: readonly Part<unknown>[], make: () => Resource) => ({
    resource: isCountable(parts) ? make() : undefined,
  });
  return [
    only(instances, () => ec2Service(ec2, place)),
    only(databases, () => rdsService(regionsOf(databases), place)),
    only([buckets], () => s3Service(itemsOf(buckets), blocksPublic, place)),
    only(functions, () => lambdaService(regionsOf(functions), place)),
    only([distributions], () => cloudfrontService(itemsOf(distributions), place)),
    only([users], () => iamService(iamSeen(inventory), place)),
  ];
}

/**
 * A count says which regions it covers, so a region that never answered is left out of it. One that answered before and
 * does not now would make the count drop, so then there is no new count.
 */
function isCountable(parts: readonly Part<unknown>[]): boolean {
  return (
    parts.some(({ reading }) => reading.ok) &&
    parts.every(({ reading }) => reading.ok || reading.last === undefined)
  );
}

function discovered({ balancers, queues }: Inventory, place: Place): [string, Resource[], boolean][] {
  const found = regionsOf(balancers).flatMap(({ region, items }) =>
    items.flatMap((dimension) => balancerSubject(dimension, region, place) ?? []),
  );
  const waiting = regionsOf(queues).flatMap(({ region, items }) =>
    items.map((name) => queueSubject(name, region, place)),
  );
  return [
    ['aws.loadbalancer', found.map((subject) => balancerResource(subject, place)), allOk(balancers)],
    ['aws.queue', waiting.map((subject) => queueResource(subject, place)), allOk(queues)],
  ];
}

function accountResources({ identity }: Inventory, place: Place): Resource[] {
  if (!identity.reading.ok) return [];
  const { account, arn } = identity.reading.value;
  const attributes = { account, user: principalName(arn) };
  return [{ id: accountId(place), kind: 'aws.account', name: place.account, attributes }];
}

export function accountId({ connectionId }: Pick<Place, 'connectionId'>): string {
  return `${connectionId}:account`;
}

export function fleetIds(place: Pick<Place, 'connectionId'>) {
  return {
    instance: serviceId(place, 'EC2'),
    database: serviceId(place, 'RDS'),
    functions: serviceId(place, 'Lambda'),
  };
}

function ec2Regions({ instances, statuses }: Inventory): Ec2Region[] {
  return regionsOf(instances).map(({ region, items }) => {
    const mine = statuses.find((one) => one.region === region)?.reading;
    return { region, items, statuses: mine?.ok ? mine.value : undefined };
  });
}

function iamSeen({ users, summary, keysOf }: Inventory) {
  return {
    users: itemsOf(users),
    summary: summary.reading.ok ? summary.reading.value : undefined,
    keysOf,
  };
}

function hasAllKeys({ users, keysOf }: Inventory): boolean {
  return (
    users.reading.ok && users.reading.value.every(({ UserName }) => keysOf(UserName ?? '') !== undefined)
  );
}

function regionsOf<T>(parts: readonly Part<readonly T[]>[]): Regional<T>[] {
  return parts.flatMap(({ region, reading }) => (reading.ok ? [{ region, items: reading.value }] : []));
}

function itemsOf<T>({ reading }: Part<readonly T[]>): readonly T[] {
  return reading.ok ? reading.value : [];
}

function allOk(parts: readonly Part<unknown>[]): boolean {
  return parts.every(({ reading }) => reading.ok);
}

function isThere(resource: Resource | undefined): resource is Resource {
  return resource !== undefined;
}
