import { listDatabases, listFunctions, listInstanceStatuses, listInstances } from './client-compute.ts';
import { listBalancers, listQueues } from './client-discovery.ts';
import * as account from './client-global.ts';
import * as iam from './client-iam.ts';
import type { AwsClients } from './clients.ts';

const minute = 60_000;
const listingsMs = 5 * minute;
const statusesMs = minute;
const discoveryMs = 30 * minute;
const hour = 60 * minute;

/** A question to AWS, the part of AWS it belongs to, and how long its answer stands. */
export interface Listing<T> {
  readonly part: string;
  readonly forMs: number;
  readonly list: (clients: AwsClients, region: string, signal: AbortSignal) => Promise<T>;
}

const listings = {
  identity: { part: 'sts', forMs: hour, list: account.whoAmI },
  alias: { part: 'iam', forMs: hour, list: iam.accountAlias },
  instances: { part: 'ec2', forMs: listingsMs, list: listInstances },
  statuses: { part: 'ec2', forMs: statusesMs, list: listInstanceStatuses },
  databases: { part: 'rds', forMs: listingsMs, list: listDatabases },
  functions: { part: 'lambda', forMs: listingsMs, list: listFunctions },
  balancers: { part: 'cloudwatch', forMs: discoveryMs, list: listBalancers },
  queues: { part: 'cloudwatch', forMs: discoveryMs, list: listQueues },
  buckets: { part: 's3', forMs: listingsMs, list: account.listBuckets },
  distributions: { part: 'cloudfront', forMs: listingsMs, list: account.listDistributions },
  summary: { part: 'iam', forMs: listingsMs, list: iam.accountSummary },
  users: { part: 'iam', forMs: listingsMs, list: iam.listUsers },
} satisfies Record<string, Listing<unknown>>;

export type ListingName = keyof typeof listings;
export type Listed<Name extends ListingName> = Awaited<ReturnType<(typeof listings)[Name]['list']>>;

export function listing<Name extends ListingName>(name: Name): Listing<Listed<Name>> {
  return listings[name] as Listing<Listed<Name>>;
}
