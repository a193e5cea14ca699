import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DemoCloud } from './config/index.ts';

export interface RunningDemo {
  readonly cloud: DemoCloud;
  close(): Promise<void>;
}

/** Starts the practice cloud in a thread of its own on a free loopback port. Its story began when the folder was new. */
export async function startDemo(dataDir: string, now: number): Promise<RunningDemo> {
  const worker = new Worker(workerFile(), {
    workerData: { seed: 'harbor-goods', epoch: epochOf(dataDir, now) },
    // It holds some 30 MB; unbounded, V8 lets a thread that is never pressed grow to four times that.
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 },
  });
  const cloud = await new Promise<DemoCloud>((resolve, reject) => {
    // Under `node --watch` a thread also reports what it imports.
    worker.on('message', (message: Partial<DemoCloud>) => {
      if (message.awsUrl !== undefined) resolve(message as DemoCloud);
    });
    worker.once('error', reject);
  });
  return { cloud, close: async () => void (await worker.terminate()) };
}

/** Beside the bundle, or in its own workspace when run from source. */
function workerFile(): URL {
  const isSource = extname(import.meta.url) === '.ts';
  return isSource
    ? new URL(import.meta.resolve('@smartops/simulator/worker'))
    : new URL('./demo-worker.js', import.meta.url);
}

/** Kept, so that the demo's past is the same after a restart. */
function epochOf(dataDir: string, now: number): number {
  const file = join(dataDir, 'demo-epoch');
  mkdirSync(dataDir, { recursive: true });
  try {
    const kept = Number(readFileSync(file, 'utf8'));
    if (Number.isSafeInteger(kept) && kept > 0) return kept;
  } catch {
    // The first start of this folder.
  }
  writeFileSync(file, String(now));
  return now;
}
