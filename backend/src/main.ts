import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { startApp } from './app.ts';
import { ConfigError, loadEnvFiles, readConfig } from './config/index.ts';
import { FolderInUseError } from './platform/lock/folder-lock.ts';
import { SealingError } from './platform/sealing/errors.ts';

// The backend's folder, from src/ as from dist/.
const backend = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  loadEnvFiles(backend);
  const config = readConfig(backend);
  const starting = startApp(config);
  // Heard from the first moment: a signal while it still starts must not kill it half-way.
  closeWithGrace({ delay: 9_000, logger: false }, async ({ err }) => {
    const app = await starting;
    if (err) app.log.fatal({ err }, 'stopping after an error that nobody caught');
    await app.close();
  });
  const { firstRunToken } = await starting;
  if (firstRunToken) console.log(welcome(firstRunToken, config.publicUrl));
} catch (error) {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
}

function welcome(token: string, publicUrl: URL): string {
  return `
Nobody can sign in yet. Open ${new URL('/welcome', publicUrl)} and type this token to become the administrator:

    ${token}

It works once, for 30 minutes. A restart prints a new one.
`;
}

function explain(error: unknown): string {
  const isPlain = [ConfigError, FolderInUseError, SealingError].some((kind) => error instanceof kind);
  if (isPlain) return (error as Error).message;
  const { code, port } = Object(error) as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop what uses it, or set another PORT or WS_PORT in .env.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
