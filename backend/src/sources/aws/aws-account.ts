import type { Sample } from '@smartops/contract';
import type { Batch, SourceTools } from '../source.ts';
import { accountId, fleetIds, toResources } from './batch.ts';
import { whoAmI } from './client-global.ts';
import { type AwsClients, createClients } from './clients.ts';
import type { AwsConfig } from './config.ts';
import { type Inventory, InventoryReader } from './inventory.ts';
import { Latest } from './latest.ts';
import { type Metrics, readNewMetrics } from './metrics.ts';
import type { Place } from './place.ts';
import { failuresOf, listingsOf, toProblems, wholeFailure } from './problems.ts';
import { lastKnown } from './shelf.ts';
import { subjectsOf } from './subjects.ts';

/** How long the two halves of a look may take. */
export interface AwsLimits {
  readonly listingsMs: number;
  readonly metricsMs: number;
}

// Together below the 30 s a collect has, so that one service that hangs costs its own figures only.
const defaultLimits: AwsLimits = { listingsMs: 17_000, metricsMs: 10_000 };

/** One AWS account, looked at again and again. */
export class AwsAccount {
  private readonly config: AwsConfig;
  private readonly tools: SourceTools;
  private readonly clients: AwsClients;
  private readonly inventory: InventoryReader;
  private readonly latest = new Latest();
  private readonly limits: AwsLimits;

  constructor(config: AwsConfig, tools: SourceTools, limits = defaultLimits) {
    this.config = config;
    this.tools = tools;
    this.limits = limits;
    this.clients = createClients(config, tools.fetch);
    this.inventory = new InventoryReader(this.clients, config, tools.now);
  }

  async check(signal: AbortSignal): Promise<void> {
    await whoAmI(this.clients, this.inventory.main, signal);
  }

  /** Throws SourceError when nothing at all could be read. The cursor is the end of the last minute read, epoch ms. */
  async collect(cursor: string | undefined, signal: AbortSignal): Promise<Batch> {
    const now = this.tools.now();
    const inventory = await this.readInventory(within(signal, this.limits.listingsMs));
    const metrics = await readNewMetrics(
      this.clients,
      {
        subjects: subjectsOf(inventory, { ...this.tools, lambdaId: fleetIds(this.tools).functions }),
        fleets: fleetIds(this.tools),
        readTo: readToOf(cursor),
        now,
      },
      within(signal, this.limits.metricsMs),
    );
    this.latest.add(metrics.samples);
    const failures = [
      ...failuresOf([inventory.identity, ...listingsOf(inventory)]),
      ...inventory.detailFailures,
      ...metrics.failures,
    ];
    if (metrics.samples.length === 0 && listingsOf(inventory).every(({ reading }) => !reading.ok))
      throw wholeFailure(failures);
    return {
      ...toResources(inventory, this.place(inventory, now)),
      samples: [...metrics.samples, ...this.spending(inventory, metrics, now)],
      events: [],
      problems: toProblems(failures),
      cursor: metrics.readTo === undefined ? undefined : String(metrics.readTo),
    };
  }

  async close(): Promise<void> {
    this.clients.close();
  }

  private async readInventory(signal: AbortSignal): Promise<Inventory> {
    const identity = await this.inventory.identity(signal);
    // With such credentials every other call would end the same way.
    if (!identity.reading.ok && identity.reading.error.reason === 'unauthorized')
      throw identity.reading.error;
    return await this.inventory.read(identity, signal);
  }

  private place({ identity, alias }: Inventory, now: number): Place {
    const { connectionId } = this.tools;
    const named = this.config.accountName ?? (alias && lastKnown(alias.reading));
    return {
      connectionId,
      account: named ?? lastKnown(identity.reading)?.account ?? connectionId,
      hasConsole: this.config.endpoint === undefined,
      now,
      latest: (resourceId, metric) => this.latest.get(resourceId, metric, now),
    };
  }

  /** What this look costs: CloudWatch charges $0.01 for 1,000 metrics asked for. */
  private spending({ identity }: Inventory, { requested }: Metrics, now: number): Sample[] {
    if (requested === undefined || !identity.reading.ok) return [];
    const resourceId = accountId(this.tools);
    return [{ resourceId, metric: 'cloudwatch.requested-metrics.count', value: requested, at: now }];
  }
}

function readToOf(cursor: string | undefined): number | undefined {
  const readTo = Number(cursor);
  return cursor !== undefined && Number.isSafeInteger(readTo) && readTo > 0 ? readTo : undefined;
}

function within(signal: AbortSignal, ms: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}
