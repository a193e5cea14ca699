import { join } from 'node:path';
import type { Config } from './config/index.ts';
import { copyDatabase } from './platform/database/copy-database.ts';
import { type Database, openPglite, openPostgres } from './platform/database/database.ts';
import { migrate } from './platform/database/migrate.ts';
import { lockFolder } from './platform/lock/folder-lock.ts';

export interface Storage {
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens the database that the configuration names and brings it up to date. Throws FolderInUseError. */
export async function openStorage(config: Config): Promise<Storage> {
  const storage = await openUnchanged(config, (folder) => copyDatabase(config.newDatabaseDir, folder));
  try {
    await migrate(storage.database, config.migrationsDir);
  } catch (error) {
    await storage.close();
    throw error;
  }
  return storage;
}

/** The same for a command that must not change it. */
export async function openUnchanged(
  { env, dataDir }: Config,
  prepare: (folder: string) => void = () => undefined,
): Promise<Storage> {
  const unlock = env.DATABASE_URL ? () => undefined : lockFolder(dataDir);
  const folder = join(dataDir, 'database');
  if (!env.DATABASE_URL) prepare(folder);
  const database = env.DATABASE_URL ? openPostgres(env.DATABASE_URL) : await openPglite(folder);
  return {
    database,
    async close() {
      await database.close();
      unlock();
    },
  };
}
