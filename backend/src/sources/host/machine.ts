import { cpus, hostname, loadavg, platform, uptime } from 'node:os';
import { type MemoryLimit, readMemoryLimit } from './memory-limit.ts';

/** Processor time since start, in ms over all cores. */
export interface CpuTime {
  readonly busy: number;
  readonly total: number;
}

export interface Traffic {
  readonly receivedBytes: number;
  readonly sentBytes: number;
  /** Epoch ms. */
  readonly at: number;
}

export interface Mount {
  readonly mount: string;
  readonly fs: string;
  readonly type: string;
  readonly usedBytes: number;
  readonly availableBytes: number;
  readonly sizeBytes: number;
  readonly writable: boolean;
}

export interface Memory {
  readonly totalBytes: number;
  readonly availableBytes: number;
  /** What the container may use, where this runs in one. */
  readonly limit: MemoryLimit | undefined;
}

/** The machine's own figures. Every member throws when its figure cannot be read. */
export interface Machine {
  identity(): {
    readonly name: string;
    readonly platform: string;
    readonly cores: number;
    readonly uptime: number;
  };
  distro(): Promise<string>;
  cpu(): CpuTime;
  load(): number;
  memory(): Promise<Memory>;
  mounts(): Promise<Mount[]>;
  traffic(): Promise<Traffic>;
}

// Bridges and their ends carry what a real interface carries already.
const virtual = /^(?:lo\d*$|veth|docker|br-|virbr|cni|flannel|cali|cilium|lxc|vnet|dummy)/;

export function thisMachine(now: () => number): Machine {
  return {
    identity: () => ({ name: hostname(), platform: platform(), cores: cpus().length, uptime: uptime() }),
    async distro() {
      const { distro, release } = await (await tool()).osInfo();
      return `${distro} ${release}`.trim();
    },
    cpu: cpuTime,
    load() {
      if (platform() === 'win32') throw new Error('Windows has no load average');
      return loadavg()[0] ?? Number.NaN;
    },
    async memory() {
      const { total, available } = await (await tool()).mem();
      return { totalBytes: total, availableBytes: available, limit: await readMemoryLimit() };
    },
    async mounts() {
      const found = await (await tool()).fsSize();
      return found.map(({ mount, fs, type, used, available, size, rw }) => ({
        mount,
        fs,
        type,
        usedBytes: used,
        availableBytes: available,
        sizeBytes: size,
        writable: rw !== false,
      }));
    },
    async traffic() {
      const found = (await (await tool()).networkStats('*')).filter(({ iface }) => !virtual.test(iface));
      if (found.length === 0) throw new Error('No network interface has counters');
      const sum = (pick: (one: (typeof found)[number]) => number) =>
        found.reduce((total, one) => total + pick(one), 0);
      return { receivedBytes: sum((one) => one.rx_bytes), sentBytes: sum((one) => one.tx_bytes), at: now() };
    },
  };
}

function cpuTime(): CpuTime {
  const cores = cpus().map(({ times }) => times);
  const idle = cores.reduce((sum, times) => sum + times.idle, 0);
  const busy = cores.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { busy, total: busy + idle };
}

async function tool(): Promise<typeof import('systeminformation')> {
  return await import('systeminformation');
}
