import { connectionStore } from './collector/store.ts';
import { type Config, type ConnectionSeed, demoConnections } from './config/index.ts';
import { startDemo } from './demo.ts';
import type { Database } from './platform/database/database.ts';
import { openEgress } from './platform/egress/egress.ts';
import { type Log, openLog } from './platform/log/open-log.ts';
import { createRedactor } from './platform/redaction/redaction.ts';
import { openSealing, type Sealing } from './platform/sealing/sealing.ts';
import { checkSealing } from './settings/check-sealing.ts';
import { deployRuleStore } from './settings/deploy-rule-store.ts';
import { sources } from './sources/index.ts';
import type { Connection, SourceTools } from './sources/source.ts';
import { withoutSecrets } from './sources/without-secrets.ts';
import { openStorage } from './storage.ts';

/** What every room stands on: the log, the database, the way out and what is watched. */
export interface Ground {
  readonly log: Log;
  readonly sealing: Sealing;
  readonly database: Database;
  readonly seeds: readonly ConnectionSeed[];
  readonly connections: ReadonlyMap<string, Connection>;
  /** For addresses that the operator configured. */
  readonly fetch: SourceTools['fetch'];
  close(): Promise<void>;
}

/** Throws ConfigError, FolderInUseError and SealingError. */
export async function openGround(config: Config, now: () => number): Promise<Ground> {
  const redact = createRedactor(config.secrets);
  const log = openLog({ level: config.env.LOG_LEVEL, pretty: process.stdout.isTTY, redact });
  const sealing = openSealing(config.sealing);
  const { database, close: closeStorage } = await openStorage(config);
  await checkSealing({ database: database.sql, sealing, now: now() }).catch(async (error: unknown) => {
    await closeStorage();
    throw error;
  });
  const demo = config.demo ? await startDemo(config.dataDir, now()) : undefined;
  const seeds = [
    ...config.connections,
    ...(demo ? demoConnections(config.env, config.connections, demo.cloud) : []),
  ];
  const egress = openEgress({ allow: config.env.EGRESS_ALLOW });
  const { fetchConfigured: fetch, fetchTyped } = egress;
  const ways = { fetch, fetchTyped, now, deployRules: deployRuleStore(database.sql).rules };
  const connections = new Map(seeds.map((seed) => [seed.id, withoutSecrets(connect(seed, ways), redact)]));
  for (const seed of seeds) await connectionStore(database.sql).seed(seed, now());
  return {
    ...{ log, sealing, database, seeds, connections, fetch },
    async close() {
      await Promise.all([...connections.values()].map((connection) => connection.close?.()));
      await Promise.all([egress.close(), demo?.close()]);
      await closeStorage();
    },
  };
}

function connect(
  { id, source: kind, config }: ConnectionSeed,
  ways: Omit<SourceTools, 'connectionId'>,
): Connection {
  const source = sources.find((one) => one.id === kind);
  if (!source) throw new Error(`There is no source ${kind}`);
  return source.connect(config, { connectionId: id, ...ways });
}
