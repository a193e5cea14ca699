import { parentPort, workerData } from 'node:worker_threads';
import { startSimulator } from './index.ts';

const { seed, epoch } = workerData as { seed: string; epoch: number };
const { close, ...addresses } = await startSimulator({ seed, epoch });

parentPort?.postMessage(addresses);
parentPort?.on('message', (message) => {
  if (message === 'close') void close().then(() => parentPort?.close());
});
