import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
import type { AccessKeyMetadata, User } from '@aws-sdk/client-iam';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { DBInstance } from '@aws-sdk/client-rds';
import type { Bucket } from '@aws-sdk/client-s3';
import type { SourceError } from '../source.ts';
import * as account from './client-global.ts';
import * as iam from './client-iam.ts';
import type { AwsClients } from './clients.ts';
import type { AwsConfig } from './config.ts';
import { Details } from './details.ts';
import { type Listed, type ListingName, listing } from './listings.ts';
import { type Reading, Shelf } from './shelf.ts';

const hour = 60 * 60_000;

/** One answer with the part of AWS and the region it belongs to. */
export interface Part<T> {
  readonly part: string;
  readonly region: string;
  readonly reading: Reading<T>;
}

/** What AWS has, each listing on its own: read, kept from before, or failed. */
export interface Inventory {
  readonly identity: Part<account.Identity>;
  readonly alias: Part<string | undefined> | undefined;
  readonly instances: readonly Part<Instance[]>[];
  readonly statuses: readonly Part<InstanceStatus[]>[];
  readonly databases: readonly Part<DBInstance[]>[];
  readonly functions: readonly Part<FunctionConfiguration[]>[];
  readonly balancers: readonly Part<string[]>[];
  readonly queues: readonly Part<string[]>[];
  readonly buckets: Part<Bucket[]>;
  readonly distributions: Part<DistributionSummary[]>;
  readonly summary: Part<Partial<Record<string, number>>>;
  readonly users: Part<User[]>;
  readonly blocksPublic: (bucket: string) => boolean | undefined;
  readonly keysOf: (user: string) => readonly AccessKeyMetadata[] | undefined;
  /** What failed for single buckets or users. */
  readonly detailFailures: readonly { part: string; region: string; error: SourceError }[];
}

/** Reads listings and keeps them: 5 min, what changes seldom longer. */
export class InventoryReader {
  private readonly clients: AwsClients;
  private readonly config: AwsConfig;
  private readonly shelf: Shelf;
  private readonly access: Details<boolean>;
  private readonly keys: Details<AccessKeyMetadata[]>;

  constructor(clients: AwsClients, config: AwsConfig, now: () => number) {
    this.clients = clients;
    this.config = config;
    this.shelf = new Shelf(now);
    this.access = new Details(now, hour);
    this.keys = new Details(now, hour);
  }

  get main(): string {
    return this.config.regions[0] ?? 'us-east-1';
  }

  identity(signal: AbortSignal): Promise<Part<account.Identity>> {
    return this.one('identity', signal);
  }

  async read(identity: Part<account.Identity>, signal: AbortSignal): Promise<Inventory> {
    const [regional, buckets, distributions, summary, users, alias] = await Promise.all([
      this.regional(signal),
      this.one('buckets', signal),
      this.one('distributions', signal),
      this.one('summary', signal),
      this.one('users', signal),
      this.config.accountName === undefined ? this.one('alias', signal) : undefined,
    ]);
    const failures = await Promise.all([this.bucketAccess(buckets, signal), this.userKeys(users, signal)]);
    return {
      identity,
      alias,
      ...regional,
      buckets,
      distributions,
      summary,
      users,
      blocksPublic: (bucket) => this.access.get(bucket),
      keysOf: (user) => this.keys.get(user),
      detailFailures: failures.filter((failure) => failure !== undefined),
    };
  }

  private async regional(signal: AbortSignal) {
    const [instances, statuses, databases, functions, balancers, queues] = await Promise.all([
      this.each('instances', signal),
      this.each('statuses', signal),
      this.each('databases', signal),
      this.each('functions', signal),
      this.each('balancers', signal),
      this.each('queues', signal),
    ]);
    return { instances, statuses, databases, functions, balancers, queues };
  }

  private async bucketAccess(buckets: Part<Bucket[]>, signal: AbortSignal) {
    if (!buckets.reading.ok) return undefined;
    const regions = new Map(
      buckets.reading.value.map(({ Name, BucketRegion }) => [Name ?? '', BucketRegion]),
    );
    const error = await this.access.refresh([...regions.keys()], (name) =>
      account.blocksPublicAccess(this.clients, { name, region: regions.get(name) ?? this.main }, signal),
    );
    return error && { part: 's3', region: this.main, error };
  }

  private async userKeys(users: Part<User[]>, signal: AbortSignal) {
    if (!users.reading.ok) return undefined;
    const names = users.reading.value.flatMap(({ UserName }) => UserName ?? []);
    const error = await this.keys.refresh(names, (user) =>
      iam.listAccessKeys(this.clients, { user, region: this.main }, signal),
    );
    return error && { part: 'iam', region: this.main, error };
  }

  private each<Name extends ListingName>(name: Name, signal: AbortSignal): Promise<Part<Listed<Name>>[]> {
    return Promise.all(this.config.regions.map((region) => this.ask(name, region, signal)));
  }

  private one<Name extends ListingName>(name: Name, signal: AbortSignal): Promise<Part<Listed<Name>>> {
    return this.ask(name, this.main, signal);
  }

  private async ask<Name extends ListingName>(
    name: Name,
    region: string,
    signal: AbortSignal,
  ): Promise<Part<Listed<Name>>> {
    const { part, forMs, list } = listing(name);
    const reading = await this.shelf.read(`${name} ${region}`, forMs, () =>
      list(this.clients, region, signal),
    );
    return { part, region, reading };
  }
}
