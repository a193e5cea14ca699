import { DAY, MINUTE } from '../world/world.ts';
import { reading } from './bin.ts';
import { type Database, databases } from './databases.ts';
import { type Instance, instancesOf } from './instances.ts';
import { mix, type Series, type Sky } from './series.ts';

const gibibyte = 1_073_741_824;
const connectionLimit = 200;
const gibibytesPerDay = 0.4;

export function instanceSeries(sky: Sky): Series[] {
  return instancesOf(sky.world)
    .filter(({ state }) => state === 'running')
    .flatMap((one) => {
      const make = gauge(one.region, 'AWS/EC2', ['InstanceId', one.id]);
      return [
        make('CPUUtilization', (minute) => instanceCpu(sky, one, minute)),
        make('StatusCheckFailed', () => 0),
      ];
    });
}

export function databaseSeries(sky: Sky): Series[] {
  return databases.flatMap((one) => {
    const make = gauge(one.region, 'AWS/RDS', ['DBInstanceIdentifier', one.name]);
    return [
      make('CPUUtilization', (minute) => databaseCpu(sky, one, minute)),
      make('DatabaseConnections', (minute) => connections(sky, one, minute)),
      make('FreeStorageSpace', (minute) => freeBytes(sky, one, minute)),
    ];
  });
}

/** A queue is read once a minute; the events of orders wait while checkout fails. */
export function queueSeries(sky: Sky): Series[] {
  const make = gauge('eu-west-1', 'AWS/SQS', ['QueueName', 'order-events']);
  const visible = (minute: number) =>
    Math.round(300 * sky.demand('order-events', minute, 0.2) + sky.strain(minute).backlog);
  return [
    make('ApproximateNumberOfMessagesVisible', visible),
    make('ApproximateNumberOfMessagesNotVisible', (minute) => sky.count('in flight', minute, 12)),
    make('ApproximateAgeOfOldestMessage', (minute) => Math.round(visible(minute) / 15)),
  ];
}

function gauge(region: string, namespace: string, dimension: readonly [string, string]) {
  return (name: string, valueAt: (minute: number) => number): Series => ({
    region,
    namespace,
    name,
    dimensions: [dimension],
    at: (minute) => reading(valueAt(minute)),
  });
}

function instanceCpu(sky: Sky, { name, service, cpu }: Instance, minute: number): number {
  const errors = service === 'checkout-api' ? sky.strain(minute).errors : 0;
  return percent(cpu * mix(0.25, 1, sky.demand(name, minute, 0.12)) + 9 * errors);
}

function databaseCpu(sky: Sky, { name, cpu }: Database, minute: number): number {
  const strained = name === 'orders-db' ? sky.strain(minute).connections : 0;
  return percent(cpu * mix(0.3, 1, sky.demand(name, minute, 0.1)) + 14 * strained);
}

function connections(sky: Sky, { name, connections: usual }: Database, minute: number): number {
  const calm = usual * mix(0.75, 1, sky.demand(`${name} connections`, minute, 0.06));
  if (name !== 'orders-db') return Math.round(calm);
  return Math.min(connectionLimit, Math.round(mix(calm, connectionLimit, sky.strain(minute).connections)));
}

function freeBytes(sky: Sky, { name, free }: Database, minute: number): number {
  const days = (minute - sky.world.epoch) / DAY;
  const left = Math.max(0.05 * free, free - gibibytesPerDay * (free / 212) * days);
  return Math.round(
    (left + 0.02 * sky.noise(`${name} free`, Math.floor(minute / MINUTE) * MINUTE)) * gibibyte,
  );
}

function percent(value: number): number {
  return Math.max(0.5, Math.min(100, value));
}
