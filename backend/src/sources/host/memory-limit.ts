import { readFile } from 'node:fs/promises';

/** A cgroup's memory: pages that only cache files can be dropped, so they do not count as used. */
export interface MemoryLimit {
  readonly limitBytes: number;
  readonly usedBytes: number;
}

interface Layout {
  readonly limit: string;
  readonly used: string;
  readonly stat: string;
  readonly cache: string;
}

// The root of the hierarchy, which is what a container sees as its own.
const layouts: readonly Layout[] = [
  {
    limit: '/sys/fs/cgroup/memory.max',
    used: '/sys/fs/cgroup/memory.current',
    stat: '/sys/fs/cgroup/memory.stat',
    cache: 'inactive_file',
  },
  {
    limit: '/sys/fs/cgroup/memory/memory.limit_in_bytes',
    used: '/sys/fs/cgroup/memory/memory.usage_in_bytes',
    stat: '/sys/fs/cgroup/memory/memory.stat',
    cache: 'total_inactive_file',
  },
];

export type ReadText = (path: string) => Promise<string>;

/** The limit of the container this runs in, by cgroup v2 or v1; undefined outside of one or without a limit. */
export async function readMemoryLimit(
  read: ReadText = (path) => readFile(path, 'utf8'),
): Promise<MemoryLimit | undefined> {
  for (const { limit, used, stat, cache } of layouts) {
    const texts = await Promise.all([limit, used, stat].map(read)).catch(() => undefined);
    if (!texts) continue;
    const [limitBytes, current] = [Number(texts[0]), Number(texts[1])];
    const cached = Number(new RegExp(`^${cache} (\\d+)$`, 'm').exec(texts[2] ?? '')?.[1] ?? 0);
    // `max` in v2.
    if (Number.isFinite(limitBytes) && Number.isFinite(current))
      return { limitBytes, usedBytes: Math.max(0, current - cached) };
  }
  return undefined;
}
