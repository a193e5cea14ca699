import type { EnvironmentChannels } from './channels-at-hand.ts';
import { type DeliverContext, deliver } from './deliver.ts';
import { deliveryStore, type StoredDelivery } from './delivery-store.ts';
import { routeWaiting } from './route-waiting.ts';

export interface NotifierPorts extends DeliverContext {
  readonly environment: EnvironmentChannels;
  /** Names this process. */
  readonly holder: string;
  /** How often it looks for what another process has left behind. */
  readonly sweepMs?: number;
  failed(error: unknown): void;
}

const leaseMs = 60_000;
const mostAtOnce = 16;
const restMs = 1_000;

/**
 * Puts notices into messages and hands them over: at once when woken, else when the next one is due. One message of a
 * channel at a time, channels side by side. Several processes may do it: each message is taken by a lease.
 */
export class Notifier {
  private readonly ports: NotifierPorts;
  private readonly going = new Map<string, Promise<void>>();
  private readonly sweep: NodeJS.Timeout;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(ports: NotifierPorts) {
    this.ports = ports;
    this.sweep = setInterval(() => this.wake(), ports.sweepMs ?? 5_000).unref();
  }

  /** Goes on with what an earlier life of this process had taken. */
  async resume(): Promise<void> {
    await deliveryStore(this.ports.database).release(this.ports.holder);
    this.wake();
  }

  wake(): void {
    this.again = true;
    if (this.stopped) return;
    this.working ??= this.work().finally(() => {
      this.working = undefined;
      if (this.again) this.wake();
    });
  }

  /** Resolves when nothing is due. */
  async idle(): Promise<void> {
    while (this.working || this.going.size > 0) await Promise.all([this.working, ...this.going.values()]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweep);
    clearTimeout(this.timer);
    await this.working;
    await Promise.all(this.going.values());
  }

  private async work(): Promise<void> {
    const { ports } = this;
    const now = ports.ways.now;
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        while (!this.stopped && (await routeWaiting({ ...ports, now }))) {}
        await this.take();
      }
      const nextAt = await deliveryStore(ports.database).nextAt();
      if (nextAt !== undefined) this.wakeIn(nextAt - now());
    } catch (error) {
      ports.failed(error);
      this.wakeIn(restMs);
    }
  }

  private async take(): Promise<void> {
    const { database, holder, ways } = this.ports;
    const limit = mostAtOnce - this.going.size;
    if (limit <= 0) return;
    const now = ways.now();
    const taken = await deliveryStore(database).take(holder, { now, until: now + leaseMs, limit });
    for (const delivery of taken) this.start(delivery);
  }

  private start(delivery: StoredDelivery): void {
    const work = deliver(delivery, this.ports.holder, this.ports)
      .catch((error: unknown) => this.ports.failed(error))
      .finally(() => {
        this.going.delete(delivery.id);
        this.wake();
      });
    this.going.set(delivery.id, work);
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.wake(), Math.min(Math.max(ms, 5), 60_000)).unref();
  }
}
