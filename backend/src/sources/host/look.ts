import { setTimeout as wait } from 'node:timers/promises';
import type { Sample } from '@smartops/contract';
import { type Batch, type PartProblem, SourceError } from '../source.ts';
import type { CpuTime, Machine, Mount, Traffic } from './machine.ts';
import { cpuPercent, diskPercent, memoryBytes, memoryPercent, realMounts, trafficRates } from './signals.ts';

const firstWindowMs = 200;
const gib = 1_073_741_824;

/** Looks at one machine again and again: CPU and traffic are measured since the look before. */
export class Look {
  private readonly machine: Machine;
  private readonly id: string;
  private cpu: CpuTime | undefined;
  private traffic: Traffic | undefined;
  private distro: string | undefined;

  constructor(id: string, machine: Machine) {
    this.id = id;
    this.machine = machine;
  }

  /** Throws SourceError when no figure at all can be read. */
  async once(now: () => number, signal: AbortSignal): Promise<Batch> {
    if (!this.cpu) await this.begin(signal);
    const problems: PartProblem[] = [];
    const part = <T>(name: string, read: () => Promise<T | undefined> | T | undefined) =>
      readPart(name, read, problems);
    this.distro ??= await part('operating system', () => this.machine.distro());
    const [memory, mounts] = await Promise.all([
      part('memory', () => this.machine.memory()),
      part('disk', async () => nonEmpty(realMounts(await this.machine.mounts()))),
    ]);
    const traffic = await part('network', () => this.trafficSince());
    const values: Record<string, number | undefined> = {
      'cpu.percent': await part('CPU', () => this.cpuSince()),
      'memory.percent': memory && (await part('memory', () => memoryPercent(memory))),
      'disk.percent': mounts && fullest(mounts),
      'load.1m': await part('load', () => finite(this.machine.load())),
      'network.receive.bytes-per-second': traffic?.receive,
      'network.send.bytes-per-second': traffic?.send,
    };
    const samples = toSamples(this.id, values, now());
    if (samples.length === 0)
      throw new SourceError('malformed', 'This machine shows none of its figures to SmartOps');
    const { name, uptime, ...identity } = this.machine.identity();
    const attributes = {
      ...identity,
      distro: this.distro ?? null,
      memoryBytes: memory ? memoryBytes(memory) : null,
      uptimeSeconds: Math.round(uptime),
      mounts: (mounts ?? []).map(({ mount, usedBytes, sizeBytes }) => ({ mount, usedBytes, sizeBytes })),
    };
    const resources = [{ id: this.id, kind: 'host', name, attributes }];
    return { resources, samples, events: [], problems, complete: ['host'], cursor: undefined };
  }

  private async begin(signal: AbortSignal): Promise<void> {
    this.cpu = this.machine.cpu();
    this.traffic = await this.machine.traffic().catch(() => undefined);
    await wait(firstWindowMs, undefined, { signal });
  }

  private cpuSince(): number | undefined {
    const after = this.machine.cpu();
    const percent = this.cpu && cpuPercent(this.cpu, after);
    this.cpu = after;
    return percent;
  }

  private async trafficSince() {
    const after = await this.machine.traffic();
    const rates = this.traffic && trafficRates(this.traffic, after);
    this.traffic = after;
    return rates;
  }
}

/** A figure that cannot be read becomes a problem, never a number. */
async function readPart<T>(
  name: string,
  read: () => Promise<T | undefined> | T | undefined,
  problems: PartProblem[],
): Promise<T | undefined> {
  const value = await Promise.resolve()
    .then(read)
    .catch(() => undefined);
  if (value === undefined && !problems.some(({ part }) => part === name))
    problems.push({
      part: name,
      reason: 'malformed',
      message: `This machine does not show its ${name}`,
      fix: null,
    });
  return value;
}

function toSamples(resourceId: string, values: Record<string, number | undefined>, at: number): Sample[] {
  return Object.entries(values).flatMap(([metric, value]) =>
    value === undefined ? [] : [{ resourceId, metric, value, at }],
  );
}

/** Of the fullest mount; tiny ones such as a boot partition are full by design and only count when there is no other. */
function fullest(mounts: readonly Mount[]): number | undefined {
  const large = mounts.filter(({ sizeBytes }) => sizeBytes >= gib);
  const percents = (large.length > 0 ? large : mounts).map(diskPercent).filter((one) => one !== undefined);
  return percents.length > 0 ? Math.max(...percents) : undefined;
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
