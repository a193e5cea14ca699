import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Product {
  readonly child: ChildProcess;
  readonly api: string;
  readonly port: number;
  /** Everything it has written so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const backend = join(import.meta.dirname, '..', 'backend');

/** Starts the built product, on a free port unless `PORT` names one; resolves when it is healthy. Rejects with its output when it ends instead. */
export async function startProduct(env: Record<string, string>): Promise<Product> {
  const port = Number(env.PORT) || (await freePort());
  const child = spawn(process.execPath, ['dist/index.js'], {
    cwd: backend,
    env: { ...process.env, PORT: String(port), WS_PORT: '', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const product: Product = {
    child,
    port,
    api: `http://127.0.0.1:${port}/api`,
    output: () => output,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await exited;
    },
  };
  const failed = exited.then(() => {
    throw new Error(`The product ended:\n${output}`);
  });
  failed.catch(() => undefined);
  await Promise.race([healthy(product.api), failed]);
  return product;
}

/** The token that an installation without an administrator prints. */
export async function firstRunToken({ output }: Product): Promise<string> {
  for (;;) {
    const token = output().match(/\n {4}(\S{4}-\S{4}-\S{4})\n/)?.[1];
    if (token) return token;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function healthy(api: string): Promise<void> {
  for (;;) {
    const reply = await fetch(`${api}/health`).catch(() => undefined);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
