import type { Reply } from '../http/exchange.ts';
import { accountId } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { madeAt } from './account.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import { pageOf, sizeIn } from './paging.ts';
import { queryReply } from './replies.ts';
import type { Xml } from './xml.ts';

export interface Database {
  readonly name: string;
  readonly service: string;
  readonly engine: 'postgres' | 'mysql';
  readonly class: string;
  readonly region: string;
  readonly gibibytes: number;
  /** Usual values: percent, connections and GiB. */
  readonly cpu: number;
  readonly connections: number;
  readonly free: number;
}

const base = { engine: 'postgres', region: 'eu-west-1' } as const;

export const databases: readonly Database[] = [
  {
    ...base,
    name: 'orders-db',
    service: 'checkout-api',
    class: 'db.r6g.2xlarge',
    gibibytes: 500,
    cpu: 40,
    connections: 120,
    free: 212,
  },
  {
    ...base,
    name: 'orders-db-replica',
    service: 'checkout-api',
    class: 'db.r6g.xlarge',
    gibibytes: 500,
    cpu: 22,
    connections: 44,
    free: 209,
  },
  {
    ...base,
    name: 'pricing-db',
    service: 'pricing-service',
    class: 'db.m6g.large',
    gibibytes: 100,
    cpu: 27,
    connections: 38,
    free: 61,
  },
  {
    ...base,
    name: 'catalog-db',
    service: 'storefront-web',
    class: 'db.m6g.xlarge',
    gibibytes: 250,
    cpu: 34,
    connections: 72,
    free: 118,
  },
  {
    ...base,
    name: 'ledger-db',
    service: 'ledger-worker',
    class: 'db.r6g.large',
    gibibytes: 300,
    cpu: 31,
    connections: 26,
    free: 143,
  },
  {
    ...base,
    name: 'cms-db',
    service: 'storefront-web',
    engine: 'mysql',
    class: 'db.t4g.medium',
    gibibytes: 50,
    cpu: 12,
    connections: 14,
    free: 33,
  },
  {
    ...base,
    name: 'orders-db-dr',
    service: 'checkout-api',
    region: 'us-east-1',
    class: 'db.r6g.large',
    gibibytes: 500,
    cpu: 9,
    connections: 6,
    free: 208,
  },
];

const most = 4;

export function describeDBInstances(call: Call, world: World): Reply {
  const { params, region } = call;
  const wanted = params.get('DBInstanceIdentifier');
  const here = databases.filter((one) => one.region === region && (!wanted || one.name === wanted));
  if (wanted && here.length === 0)
    throw new AwsError('DBInstanceNotFound', `DBInstance ${wanted} not found.`, 404);
  const [token, size] = [params.get('Marker'), sizeIn(params, 'MaxRecords')];
  const { items, next } = pageOf(here, { listing: `rds ${region}`, token, size, most });
  return queryReply(call, {
    Marker: next,
    DBInstances: { DBInstance: items.map((one) => described(one, world)) },
  });
}

function described(one: Database, world: World): Xml {
  const { name, region, engine, service } = one;
  const tags = { Name: name, Service: service, Environment: 'production' };
  return {
    DBInstanceIdentifier: name,
    DBInstanceArn: `arn:aws:rds:${region}:${accountId}:db:${name}`,
    DBInstanceClass: one.class,
    DBInstanceStatus: 'available',
    Engine: engine,
    EngineVersion: engine === 'postgres' ? '16.8' : '8.0.42',
    Endpoint: {
      Address: `${name}.c7x2hq1vlmzk.${region}.rds.amazonaws.com`,
      Port: engine === 'postgres' ? 5_432 : 3_306,
    },
    AllocatedStorage: one.gibibytes,
    StorageType: 'gp3',
    StorageEncrypted: true,
    InstanceCreateTime: madeAt(world, name, { least: 200, most: 900 }),
    AvailabilityZone: `${region}a`,
    MultiAZ: name === 'orders-db' || name === 'ledger-db',
    PubliclyAccessible: false,
    BackupRetentionPeriod: 14,
    DeletionProtection: true,
    ReadReplicaDBInstanceIdentifiers:
      name === 'orders-db' ? { ReadReplicaDBInstanceIdentifier: 'orders-db-replica' } : {},
    TagList: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
  };
}
