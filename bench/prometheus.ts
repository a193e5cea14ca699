import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOfProcesses } from './process-cpu.ts';

export interface PrometheusData {
  readonly folder: string;
  readonly series: number;
  readonly count: number;
  readonly reading: (index: number, n: number) => { at: number; value: number };
}

const steps: Record<number, number> = { 86400000: 300, 604800000: 1_800, 2592000000: 7_200 };
const port = 19_090;

/** Prometheus on loopback with the same samples; undefined where it is not installed. */
export async function startPrometheus(data: PrometheusData) {
  if (spawnSync('sh', ['-c', 'command -v prometheus && command -v promtool']).status !== 0) return undefined;
  const file = join(data.folder, 'samples.om');
  const store = join(data.folder, 'prometheus');
  await write(file, data);
  execFileSync(
    'promtool',
    ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=744h', file, store],
    {
      stdio: 'ignore',
    },
  );
  const bytesPerSample = sizeOf(store) / (data.series * data.count);
  writeFileSync(join(data.folder, 'prometheus.yml'), 'global: {}\n');
  const child = spawn(
    'prometheus',
    [
      `--config.file=${join(data.folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${store}`,
      '--storage.tsdb.retention.time=60d',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await ready();
  return {
    bytesPerSample,
    cpu: () => cpuOfProcesses([child.pid ?? 0]),
    chart: (to: number) => async (index: number, rangeMs: number) => {
      const step = steps[rangeMs] ?? 60;
      const answers = await Promise.all(
        ['avg', 'min', 'max'].map((kind) =>
          query(`${kind}_over_time(cpu{host="${index}"}[${step}s])`, to, rangeMs, step),
        ),
      );
      return Math.min(...answers);
    },
    async close() {
      child.kill();
      await exited;
    },
  };
}

async function query(text: string, to: number, rangeMs: number, step: number): Promise<number> {
  const window = { start: String((to - rangeMs) / 1_000), end: String(to / 1_000), step: String(step) };
  const reply = await fetch(
    `http://127.0.0.1:${port}/api/v1/query_range?${new URLSearchParams({ query: text, ...window })}`,
  );
  const { data } = (await reply.json()) as { data: { result: { values: unknown[] }[] } };
  return data.result[0]?.values.length ?? 0;
}

async function ready(): Promise<void> {
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/-/ready`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function write(file: string, { series, count, reading }: PrometheusData): Promise<void> {
  const out = createWriteStream(file);
  out.write('# TYPE cpu gauge\n');
  for (let index = 0; index < series; index++)
    for (let n = 0; n < count; n += 5_000) {
      let text = '';
      for (let i = n; i < Math.min(count, n + 5_000); i++) {
        const { at, value } = reading(index, i);
        text += `cpu{host="${index}"} ${value} ${at / 1_000}\n`;
      }
      if (!out.write(text)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
    }
  await new Promise<void>((resolve) => out.end('# EOF\n', () => resolve()));
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('wal'))
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
