import { expect, it } from 'vitest';
import { host } from './index.ts';
import { Look } from './look.ts';
import type { Machine, Mount } from './machine.ts';
import { readMemoryLimit } from './memory-limit.ts';
import { cpuPercent, memoryPercent, realMounts, trafficRates } from './signals.ts';

const gib = 1_073_741_824;
const { signal } = new AbortController();

function mount(path: string, type: string, more: Partial<Mount> = {}): Mount {
  const sizes = { usedBytes: 3 * gib, availableBytes: 7 * gib, sizeBytes: 10 * gib };
  return { mount: path, fs: `/dev/${path}`, type, writable: true, ...sizes, ...more };
}

function machine(more: Partial<Machine> = {}): Machine {
  let looks = 0;
  let seconds = 0;
  return {
    identity: () => ({ name: 'web-1', platform: 'linux', cores: 2, uptime: 60.4 }),
    distro: async () => 'Debian 12',
    cpu: () => ({ busy: 25 * ++looks, total: 100 * looks }),
    load: () => 0.5,
    memory: async () => ({ totalBytes: 4 * gib, availableBytes: 1 * gib, limit: undefined }),
    mounts: async () => [mount('/', 'ext4')],
    traffic: async () => {
      seconds += 1;
      return { receivedBytes: 1_000 * seconds, sentBytes: 10 * seconds, at: 1_000 * seconds };
    },
    ...more,
  };
}

it('reads this very machine', async () => {
  const connection = host.connect({}, { connectionId: 'host', fetch, fetchTyped: fetch, now: Date.now });

  const { resources, samples } = await connection.collect(undefined, signal);

  expect(resources).toMatchObject([{ id: 'host', kind: 'host', attributes: { cores: expect.any(Number) } }]);
  const percents = samples.filter(({ metric }) => metric.endsWith('.percent'));
  expect(percents.map(({ metric }) => metric)).toContain('memory.percent');
  expect(percents.every(({ value }) => value >= 0 && value <= 100)).toBe(true);
  expect(samples.find(({ metric }) => metric === 'memory.percent')?.value).toBeGreaterThan(0);
});

it('measures CPU and traffic between two looks', async () => {
  const look = new Look('host', machine());

  const { samples, problems, complete } = await look.once(() => 7, signal);

  expect(Object.fromEntries(samples.map(({ metric, value }) => [metric, value]))).toEqual({
    'cpu.percent': 25,
    'memory.percent': 75,
    'disk.percent': 30,
    'load.1m': 0.5,
    'network.receive.bytes-per-second': 1_000,
    'network.send.bytes-per-second': 10,
  });
  expect([problems, complete, samples[0]?.at]).toEqual([[], ['host'], 7]);
});

it('reports a figure that cannot be read as a problem and never as a number', async () => {
  const fail = async () => Promise.reject(new Error('no'));
  const look = new Look('host', machine({ memory: fail, mounts: async () => [], load: () => Number.NaN }));

  const { samples, problems } = await look.once(() => 7, signal);

  expect(samples.map(({ metric }) => metric)).not.toContain('memory.percent');
  expect(problems.map(({ part }) => part).sort()).toEqual(['disk', 'load', 'memory']);
});

it('fails as a whole when nothing can be read', async () => {
  const fail = async () => Promise.reject(new Error('no'));
  const cpu = () => ({ busy: 0, total: 0 });
  const load = () => Number.NaN;
  const look = new Look('host', machine({ cpu, load, memory: fail, mounts: fail, traffic: fail }));

  await expect(look.once(() => 7, signal)).rejects.toThrow('none of its figures');
});

it('measures memory against the limit of a container only where that is less than the machine has', () => {
  const of = (limitBytes: number) =>
    memoryPercent({ totalBytes: 8 * gib, availableBytes: 4 * gib, limit: { limitBytes, usedBytes: gib } });

  expect(of(2 * gib)).toBe(50);
  expect(of(2 ** 63)).toBe(50);
  expect(of(4 * gib)).toBe(25);
});

it('reads the limit of cgroup v2, v1 and of none', async () => {
  const files = (content: Record<string, string>) => async (path: string) => {
    const text = content[path.replace('/sys/fs/cgroup/', '')];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  const v2 = { 'memory.current': '900\n', 'memory.stat': 'anon 1\ninactive_file 300\n' };
  const v1 = {
    'memory/memory.limit_in_bytes': '2000\n',
    'memory/memory.usage_in_bytes': '900\n',
    'memory/memory.stat': 'inactive_file 1\ntotal_inactive_file 400\n',
  };

  expect(await readMemoryLimit(files({ ...v2, 'memory.max': '1000\n' }))).toEqual({
    limitBytes: 1_000,
    usedBytes: 600,
  });
  expect(await readMemoryLimit(files({ ...v2, 'memory.max': 'max\n' }))).toBeUndefined();
  expect(await readMemoryLimit(files(v1))).toEqual({ limitBytes: 2_000, usedBytes: 500 });
  expect(await readMemoryLimit(files({}))).toBeUndefined();
});

it('counts only disks that can fill up, each once', () => {
  const image = mount('/snap/x', 'squashfs', { usedBytes: 10 * gib, availableBytes: 0 });
  const bound = mount('/srv/bound', 'ext4', { fs: '/dev/sda1' });
  const found = realMounts([
    bound,
    mount('/', 'ext4', { fs: '/dev/sda1' }),
    mount('/run', 'tmpfs'),
    mount('/var/lib/docker/overlay2/x', 'overlay'),
    mount('/media/cd', 'ext4', { writable: false }),
    image,
    mount('/data', 'xfs'),
  ]);

  expect(found.map((one) => one.mount)).toEqual(['/', '/data']);
});

it('uses the overlay at / in a container', () => {
  const found = realMounts([
    mount('/', 'overlay'),
    mount('/dev', 'tmpfs'),
    mount('/etc/hosts', 'ext4'),
    mount('/app/data', 'ext4'),
  ]);

  expect(found.map((one) => one.mount)).toEqual(['/', '/app/data']);
});

it('has no CPU or traffic figure without time between, nor after a counter began anew', () => {
  expect(cpuPercent({ busy: 5, total: 10 }, { busy: 5, total: 10 })).toBeUndefined();
  const before = { receivedBytes: 100, sentBytes: 100, at: 0 };
  expect(trafficRates(before, { ...before, at: 0 })).toBeUndefined();
  expect(trafficRates(before, { receivedBytes: 5, sentBytes: 200, at: 1_000 })).toBeUndefined();
});
