import type { Config } from './config/index.ts';
import { type OpenSettings, openSettings } from './open-settings.ts';
import type { Database } from './platform/database/database.ts';
import { type Egress, openEgress } from './platform/egress/egress.ts';
import { type Log, openLog } from './platform/log/open-log.ts';
import { createLearner } from './platform/redaction/redaction.ts';
import { openSealing, type Sealing } from './platform/sealing/sealing.ts';
import { checkSealing } from './settings/check-sealing.ts';
import { openStorage } from './storage.ts';

/** What every room stands on: the log, the database, the way out, what people chose and what is watched by it. */
export interface Ground {
  readonly log: Log;
  readonly sealing: Sealing;
  readonly database: Database;
  readonly settings: OpenSettings;
  readonly egress: Egress;
  close(): Promise<void>;
}

/** Throws ConfigError, FolderInUseError and SealingError. */
export async function openGround(config: Config, now: () => number): Promise<Ground> {
  const learner = createLearner(config.secrets);
  const log = openLog({ level: config.env.LOG_LEVEL, pretty: process.stdout.isTTY, redact: learner.redact });
  const sealing = openSealing(config.sealing);
  const { database, close: closeStorage } = await openStorage(config);
  await checkSealing({ database: database.sql, sealing, now: now() }).catch(async (error: unknown) => {
    await closeStorage();
    throw error;
  });
  const egress = openEgress({ allow: config.env.EGRESS_ALLOW });
  const settings = await openSettings({ config, database, sealing, learner, ways: egress, log, now });
  return {
    ...{ log, sealing, database, settings, egress },
    async close() {
      await settings.close();
      await egress.close();
      await closeStorage();
    },
  };
}
