import type { SourceEvent } from '@smartops/contract';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Brought, Delivery, Webhook } from '../../sources/webhook.ts';
import { deliveryStore, type Waiting } from './store.ts';

export interface InboxPorts {
  readonly database: Pick<NodePgDatabase, 'execute'>;
  readonly workspace: string;
  readonly now: () => number;
  webhook(connectionId: string): Webhook | undefined;
  event(id: string): Promise<SourceEvent | undefined>;
  /** Takes in what a delivery brought, all or nothing. */
  ingest(connectionId: string, brought: Brought): Promise<void>;
  trouble(delivery: Waiting, error: unknown): void;
}

const atOnce = 100;
const mostTries = 3;
const sweepMs = 15_000;

/** What was delivered and is worked off in order, one after the other; what a crash left behind is found again. */
export class Inbox {
  private readonly ports: InboxPorts;
  private readonly timer: NodeJS.Timeout;
  private working: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(ports: InboxPorts) {
    this.ports = ports;
    this.timer = setInterval(() => this.wake(), sweepMs).unref();
  }

  /** Resolves when it is durable: false when it had been delivered before. */
  async add(connectionId: string, delivery: Delivery): Promise<boolean> {
    const { database, workspace, now } = this.ports;
    const isNew = await deliveryStore(database, workspace).add(connectionId, delivery, now());
    if (isNew) this.wake();
    return isNew;
  }

  wake(): void {
    this.again = true;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
  }

  /** Resolves when nothing waits that could be worked off. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  private async work(): Promise<void> {
    const { database, workspace } = this.ports;
    while (this.again && !this.stopped) {
      this.again = false;
      const waiting = await deliveryStore(database, workspace)
        .waiting(atOnce)
        .catch(() => []);
      for (const delivery of waiting) if (!this.stopped) await this.take(delivery);
      if (waiting.length === atOnce) this.again = true;
    }
  }

  private async take(delivery: Waiting): Promise<void> {
    const { database, workspace, now, webhook, event, ingest, trouble } = this.ports;
    const store = deliveryStore(database, workspace);
    try {
      const brought = await webhook(delivery.connectionId)?.receive(delivery, event);
      if (brought) await ingest(delivery.connectionId, brought);
      await store.done(delivery, now());
    } catch (error) {
      trouble(delivery, error);
      const isLast = delivery.tries + 1 >= mostTries;
      const failure = error instanceof Error ? error.message.slice(0, 500) : 'It could not be read';
      await (isLast ? store.done(delivery, now(), failure) : store.failed(delivery)).catch(() => undefined);
    }
  }
}
