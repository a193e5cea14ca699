import type { Reply } from '../http/exchange.ts';
import { accountId } from '../world/shop.ts';
import { SECOND, type World } from '../world/world.ts';
import { hoursAfterEpoch, idOf, regions } from './account.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import { type Instance, instancesOf } from './instances.ts';
import { pageOf, sizeIn } from './paging.ts';
import { ec2Reply } from './replies.ts';
import type { Xml } from './xml.ts';

const reservationsAtOnce = 2;
const statusesAtOnce = 8;
const badToken = 'InvalidNextToken';

export function describeInstances(call: Call, world: World): Reply {
  const found = chosen(call, instancesOf(world));
  const reservations = [...Map.groupBy(found, ({ reservation }) => reservation)];
  const { items, next } = page(call, reservations, reservationsAtOnce);
  const set = items.map(([reservationId, instances]) => ({
    reservationId,
    ownerId: accountId,
    groupSet: {},
    instancesSet: { item: instances.map(described) },
  }));
  return ec2Reply(call, { reservationSet: { item: set }, nextToken: next });
}

export function describeInstanceStatus(call: Call, world: World): Reply {
  const includesAll = call.params.get('IncludeAllInstances') === 'true';
  const found = chosen(call, instancesOf(world)).filter(({ state }) => includesAll || state === 'running');
  const { items, next } = page(call, found, statusesAtOnce);
  return ec2Reply(call, {
    instanceStatusSet: { item: items.map((one) => statusOf(one, world)) },
    nextToken: next,
  });
}

export function describeRegions(call: Call): Reply {
  const item = regions.map((regionName) => ({
    regionName,
    regionEndpoint: `ec2.${regionName}.amazonaws.com`,
    optInStatus: 'opt-in-not-required',
  }));
  return ec2Reply(call, { regionInfo: { item } });
}

/** Those of the region, and where ids are asked for only these. Throws AwsError for an id that is not there. */
function chosen({ params, region }: Call, all: readonly Instance[]): Instance[] {
  const here = all.filter((one) => one.region === region);
  const ids = [...params].flatMap(([name, value]) => (/^InstanceId\.\d+$/.test(name) ? [value] : []));
  for (const id of ids)
    if (!here.some((one) => one.id === id))
      throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
  return here.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

function page<T>({ params, region, operation }: Call, all: readonly T[], most: number) {
  const [token, size] = [params.get('NextToken'), sizeIn(params, 'MaxResults')];
  return pageOf(all, { listing: `${operation} ${region}`, token, size, most, badToken });
}

function described(one: Instance, index: number): Xml {
  const tags = { Name: one.name, Service: one.service, Environment: 'production' };
  return {
    instanceId: one.id,
    imageId: idOf('ami', 'harbor-base-2026.11'),
    instanceState: stateOf(one),
    privateDnsName: `ip-${one.address.replaceAll('.', '-')}.${one.region}.compute.internal`,
    instanceType: one.type,
    launchTime: one.launchedAt,
    amiLaunchIndex: index,
    placement: { availabilityZone: one.zone, tenancy: 'default' },
    monitoring: { state: 'enabled' },
    subnetId: idOf('subnet', one.zone),
    vpcId: idOf('vpc', one.region),
    ...(one.state === 'running' && { privateIpAddress: one.address }),
    architecture: one.type.includes('g.') ? 'arm64' : 'x86_64',
    rootDeviceType: 'ebs',
    virtualizationType: 'hvm',
    tagSet: { item: Object.entries(tags).map(([key, value]) => ({ key, value })) },
  };
}

function statusOf(one: Instance, world: World): Xml {
  const status = one.state === 'running' ? 'ok' : 'not-applicable';
  const check = { status, details: { item: { name: 'reachability', status: 'passed' } } };
  return {
    instanceId: one.id,
    availabilityZone: one.zone,
    ...(one.isRetiring && { eventsSet: { item: retirement(world) } }),
    instanceState: stateOf(one),
    systemStatus: check,
    instanceStatus: check,
    attachedEbsStatus: check,
  };
}

function retirement(world: World): Xml {
  const notBefore = hoursAfterEpoch(world, 96);
  return {
    instanceEventId: idOf('instance-event', 'retirement'),
    code: 'system-reboot',
    description: 'scheduled reboot',
    notBefore,
    notAfter: new Date(notBefore.getTime() + 7_200 * SECOND),
  };
}

function stateOf({ state }: Instance): Xml {
  return { code: state === 'running' ? 16 : 80, name: state };
}
