import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
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

export interface Ec2Region extends Regional<Instance> {
  /** Undefined where they cannot be read. */
  readonly statuses: readonly InstanceStatus[] | undefined;
}

export function instanceId(place: Pick<Place, 'connectionId'>, instance: Instance): string {
  return `${place.connectionId}:ec2:${instance.InstanceId}`;
}

/** Terminated instances stay listed for an hour; they are no longer there. */
function isThere({ State, InstanceId }: Instance): boolean {
  return InstanceId !== undefined && State?.Name !== 'terminated';
}

export function isRunning({ State }: Instance): boolean {
  return State?.Name === 'running';
}

/** A resource for each instance. */
export function ec2Resources(regions: readonly Ec2Region[], place: Place): Resource[] {
  return regions.flatMap(({ region, items, statuses }) => {
    const byId = new Map((statuses ?? []).map((status) => [status.InstanceId, status]));
    return items.filter(isThere).map((instance) => ({
      id: instanceId(place, instance),
      kind: 'aws.ec2.instance',
      name: instance.Tags?.find(({ Key }) => Key === 'Name')?.Value || `${instance.InstanceId}`,
      region,
      state: instance.State?.Name ?? 'unknown',
      ...consoleUrl(
        place,
        region,
        `ec2/home?region=${region}#InstanceDetails:instanceId=${instance.InstanceId}`,
      ),
      attributes: known({
        type: instance.InstanceType,
        az: instance.Placement?.AvailabilityZone,
        ...knownTags(instance.Tags),
        launchedAt: instance.LaunchTime?.getTime(),
        checks: statuses ? checks(byId.get(instance.InstanceId)) : undefined,
        scheduledEvents: scheduledEvents(byId.get(instance.InstanceId)) || undefined,
      }),
    }));
  });
}

/** EC2 as a whole. Impaired checks are critical; scheduled events and checks that cannot be read a warning. */
export function ec2Service(regions: readonly Ec2Region[], place: Place): Resource {
  const instances = regions.flatMap(({ items }) => items.filter(isThere));
  const statuses = regions.flatMap((one) => one.statuses ?? []);
  const running = instances.filter(isRunning).length;
  const stopped = instances.filter(({ State }) => State?.Name === 'stopped').length;
  const impaired = statuses.filter((status) => checks(status) === 'impaired').length;
  const events = statuses.filter((status) => scheduledEvents(status) > 0).length;
  const isBlind = running > 0 && regions.some((one) => one.statuses === undefined);
  const cpu = measured(place.latest(serviceId(place, 'EC2'), 'cpu.percent'), '%');
  return serviceResource(place, 'EC2', {
    regions: regions.map(({ region }) => region),
    instances: instances.length,
    status: statusOf({ impaired, events, isBlind, isOff: instances.length > 0 && running === 0 }),
    facts: facts(
      some(impaired, 'with impaired checks'),
      instances.length > 0 && `${running} of ${instances.length} running`,
      some(events, 'with scheduled events'),
      isBlind && 'status checks cannot be read',
      cpu && `CPU ${cpu}`,
      some(stopped, 'stopped'),
    ),
  });
}

function statusOf(seen: { impaired: number; events: number; isBlind: boolean; isOff: boolean }): Status {
  if (seen.impaired > 0) return 'critical';
  if (seen.events > 0 || seen.isBlind) return 'warning';
  return seen.isOff ? 'offline' : 'healthy';
}

/** The worst of AWS's own checks; undefined for an instance that is not running. */
function checks(status: InstanceStatus | undefined): string | undefined {
  if (!status) return undefined;
  const all = [status.SystemStatus, status.InstanceStatus, status.AttachedEbsStatus].map(
    (one) => one?.Status,
  );
  return ['impaired', 'insufficient-data', 'initializing', 'ok'].find((word) =>
    all.some((one) => one === word),
  );
}

/** Events to come: AWS keeps those that are over for a week and says so in the description. */
function scheduledEvents(status: InstanceStatus | undefined): number {
  return (status?.Events ?? []).filter(
    ({ Description }) => !/^\[(?:Completed|Canceled)\]/.test(Description ?? ''),
  ).length;
}
