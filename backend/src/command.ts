import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, ConfigError, loadEnvFiles, readConfig } from './config/index.ts';
import type { Database } from './platform/database/database.ts';
import { FolderInUseError } from './platform/lock/folder-lock.ts';
import { SealingError } from './platform/sealing/errors.ts';
import { openUnchanged } from './storage.ts';

// The backend's folder, from src/ as from dist/.
const backend = dirname(dirname(fileURLToPath(import.meta.url)));
const undefinedTable = '42P01';

/** A command of the console: exits with 0 when `work` answers true, and explains itself when it fails. */
export async function runCommand(work: (config: Config) => Promise<boolean>): Promise<void> {
  try {
    loadEnvFiles(backend);
    process.exitCode = (await work(readConfig(backend))) ? 0 : 1;
  } catch (error) {
    console.error(`\n${explain(error)}\n`);
    process.exitCode = 1;
  }
}

/** Opens the database as it is. `instead` says what to do while the program itself has the data folder. */
export async function withDatabase<Result>(
  config: Config,
  instead: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  if (!config.env.DATABASE_URL && !existsSync(join(config.dataDir, 'database')))
    throw new ConfigError(`There is no database in ${config.dataDir} yet. Check DATA_DIR and DATABASE_URL.`);
  const { database, close } = await openUnchanged(config).catch((error: unknown) => {
    throw error instanceof FolderInUseError ? new ConfigError(`${error.message}\n${instead}`) : error;
  });
  try {
    return await work(database);
  } finally {
    await close();
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof SealingError) return error.message;
  const { code, cause } = Object(error) as { code?: string; cause?: { code?: string } };
  if (cause?.code === undefinedTable)
    return 'The database was made by an older version. Start the program once, then try again.';
  if (cause?.code === 'ECONNREFUSED') return 'The database at DATABASE_URL cannot be reached.';
  if (code?.startsWith('ERR_PARSE_ARGS')) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
