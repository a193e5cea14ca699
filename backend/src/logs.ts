import type { Config, ConnectionSeed } from './config/index.ts';
import { type FailedPorts, keepFailedLogs } from './pipelines/log/keep-failed.ts';
import { createLogKeeper } from './pipelines/log/log-keeper.ts';
import { logStore } from './pipelines/log/log-store.ts';
import type { LogPorts } from './pipelines/read-log.ts';
import { createStageKeeper } from './pipelines/stage-keeper.ts';
import { stageStore } from './pipelines/stage-store.ts';
import type { Database } from './platform/database/database.ts';
import { readStore } from './signals/read-store.ts';
import type { Connection } from './sources/source.ts';

export interface Logs extends LogPorts {
  /** Keeps the logs of jobs that failed lately. One round at a time; whoever asks meanwhile waits for that one. */
  keepFailed(): Promise<void>;
  expire(): Promise<void>;
}

interface LogsParts {
  readonly config: Config;
  /** How long logs are kept. */
  readonly keepMs: () => number;
  readonly database: Database;
  readonly seeds: readonly ConnectionSeed[];
  readonly connections: ReadonlyMap<string, Connection>;
  readonly now: () => number;
  readonly trouble: FailedPorts['trouble'];
}

const runsLookedAt = 100;

/** The logs of jobs: kept in the database, asked for where they are not. */
export function openLogs({ config, keepMs, database, seeds, connections, now, trouble }: LogsParts): Logs {
  const read = readStore(database.sql);
  const store = logStore(database.sql);
  const keeper = createLogKeeper({
    store,
    now,
    connection: (id) => connections.get(id),
    mostBytes: config.env.LOG_KEEP_MB,
    keepMs,
  });
  const withStages = createStageKeeper({
    store: stageStore(database.sql),
    connection: (id) => connections.get(id),
    now,
  });
  const ids = () => seeds.map(({ id }) => id);
  const runs = () => read.events('pipeline-run', ids(), runsLookedAt);
  let round: Promise<void> | undefined;
  async function keepAll(): Promise<void> {
    while ((await keepFailedLogs({ runs, store, keeper, trouble })) > 0);
  }
  return {
    async run(runId) {
      const found = await read.eventOfRun('pipeline-run', runId);
      return found && withStages(found);
    },
    keeper,
    store,
    expire: keeper.expire,
    keepFailed() {
      round ??= keepAll().finally(() => {
        round = undefined;
      });
      return round;
    },
  };
}
