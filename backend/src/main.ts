import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { startApp } from './app.ts';
import { ConfigError, loadEnvFiles, readConfig } from './config/index.ts';
import { FolderInUseError } from './platform/lock/folder-lock.ts';

// The backend's folder, from src/ as from dist/.
const backend = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  loadEnvFiles(backend);
  const starting = startApp(readConfig(backend));
  // Heard from the first moment: a signal while it still starts must not kill it half-way.
  closeWithGrace({ delay: 9_000, logger: false }, async ({ err }) => {
    const app = await starting;
    if (err) app.log.fatal({ err }, 'stopping after an error that nobody caught');
    await app.close();
  });
  await starting;
} catch (error) {
  console.error(`\n${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderInUseError) return error.message;
  const { code, port } = Object(error) as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken. Stop what uses it, or set another PORT or WS_PORT in .env.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
