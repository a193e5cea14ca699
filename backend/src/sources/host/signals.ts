import type { CpuTime, Memory, Mount, Traffic } from './machine.ts';

/** Percent of all cores that was busy between two readings; undefined when no time passed on the clock. */
export function cpuPercent(before: CpuTime, after: CpuTime): number | undefined {
  const total = after.total - before.total;
  if (total <= 0) return undefined;
  return clamp(((after.busy - before.busy) / total) * 100);
}

/** Percent in use: of the container's limit where that is less than the machine has, else of the machine. */
export function memoryPercent({ totalBytes, availableBytes, limit }: Memory): number | undefined {
  if (limit && limit.limitBytes > 0 && limit.limitBytes < totalBytes)
    return clamp((limit.usedBytes / limit.limitBytes) * 100);
  if (!(totalBytes > 0) || !Number.isFinite(availableBytes)) return undefined;
  return clamp(((totalBytes - availableBytes) / totalBytes) * 100);
}

export function memoryBytes({ totalBytes, limit }: Memory): number {
  return limit && limit.limitBytes > 0 ? Math.min(limit.limitBytes, totalBytes) : totalBytes;
}

const imageTypes = /^(?:squashfs|iso9660|erofs|cramfs|udf)$/i;
const notDisks = /^(?:tmpfs|devtmpfs|ramfs|overlay|aufs|fuse\.|nsfs|proc|sysfs|cgroup)/i;

/**
 * The mounts that can fill up: real file systems, each device once. Where there is none but an overlay at `/`, as in a
 * container, that one.
 */
export function realMounts(mounts: readonly Mount[]): Mount[] {
  const usable = mounts.filter(({ sizeBytes, type }) => sizeBytes > 0 && !imageTypes.test(type));
  const disks = usable.filter(({ type, writable }) => writable && !notDisks.test(type));
  const shortestFirst = disks.toSorted((a, b) => a.mount.length - b.mount.length);
  const once = [...Map.groupBy(shortestFirst, ({ fs }) => fs).values()].flatMap((same) => same.slice(0, 1));
  // Files that a container gets from outside are mounts of the host's disk, not of its own.
  const root = usable.filter(({ mount, type }) => mount === '/' && notDisks.test(type));
  return root.length > 0 ? [...root, ...once.filter(({ mount }) => !mount.startsWith('/etc/'))] : once;
}

/** As `df` has it: blocks that only root may use count as used up. */
export function diskPercent({ usedBytes, availableBytes }: Mount): number | undefined {
  const total = usedBytes + availableBytes;
  return total > 0 ? clamp((usedBytes / total) * 100) : undefined;
}

/** Bytes a second between two readings; undefined when a counter began anew or no time passed. */
export function trafficRates(
  before: Traffic,
  after: Traffic,
): { readonly receive: number; readonly send: number } | undefined {
  const seconds = (after.at - before.at) / 1_000;
  const receive = (after.receivedBytes - before.receivedBytes) / seconds;
  const send = (after.sentBytes - before.sentBytes) / seconds;
  return seconds > 0 && receive >= 0 && send >= 0 ? { receive, send } : undefined;
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
