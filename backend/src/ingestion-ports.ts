import { randomUUID } from 'node:crypto';
import type { CollectorPorts } from './collector/collector.ts';
import { connecting } from './collector/health.ts';
import { connectionStore } from './collector/store.ts';
import { Inbox } from './collector/webhooks/inbox.ts';
import { LeaseLostError, stepsOver } from './ingestion.ts';
import { hasTurned, ingest } from './pipeline.ts';
import type { Metrics } from './platform/http/metrics.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { readStore } from './signals/read-store.ts';

export interface Around {
  /** Called after a commit that people are to be told of. */
  readonly tell: () => void;
  readonly refresher: Refresher;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Joins what senders deliver to the same flow; where to go on looking stays as it is. */
export function openInbox(
  { config, database, seeds, connections, rules, now }: Parts,
  { refresher, log, tell }: Pick<Around, 'refresher' | 'log' | 'tell'>,
): Inbox {
  const isDemo = (id: string) => seeds.some((seed) => seed.id === id && seed.demo);
  const calmMs = config.env.INCIDENT_CALM_SECONDS;
  const unchanged = connecting(now());
  return new Inbox({
    ...{ database: database.sql, workspace: 'default', now },
    webhook: (id) => connections.get(id)?.webhook,
    event: (id) => readStore(database.sql).event(id),
    async ingest(connectionId, brought) {
      const batch = { ...brought, problems: [], complete: [], cursor: undefined };
      const health = { before: unchanged, after: unchanged };
      const touched = await rules.during(connectionId, undefined, () =>
        ingest(batch, health, (work) =>
          database.sql.transaction((tx) =>
            work({
              ...stepsOver(tx, {
                ...{ connectionId, fence: 0, rules, isDemo, calmMs, now: now() },
                countsAs: connections.get(connectionId)?.countsAs,
              }),
              saveCursor: async () => undefined,
            }),
          ),
        ),
      );
      if (touched.topics.has('notifications')) tell();
      await refresher.touch(touched.topics, true);
    },
    trouble: ({ connectionId, event }, err) =>
      log.warn({ connection: connectionId, event, err }, 'a delivery could not be taken in'),
  });
}

/** Joins the collector to the database, the topics, the figures and the log. */
export function collectorPorts(
  { config, database, seeds, logs, rules, now }: Parts,
  { refresher, metrics, log, tell }: Around,
): CollectorPorts {
  const store = connectionStore(database.sql);
  // A folder lock guarantees that this process is alone with PGlite, so it takes its own old leases over at once.
  const owner = database.engine === 'pglite' ? 'embedded' : randomUUID();
  const isDemo = (id: string) => seeds.some((seed) => seed.id === id && seed.demo);
  const calmMs = config.env.INCIDENT_CALM_SECONDS;
  const soon = (work: Promise<void>) =>
    work.catch((err: unknown) => log.error({ err }, 'topics could not be built'));
  return {
    now,
    lease: (id, at, forMs) => store.lease(id, { owner, now: at, until: at + forMs }),
    async ingest({ id, connection }, { fence, health: before }, batch, after) {
      try {
        const touched = await rules.during(id, fence, () =>
          ingest(batch, { before, after }, (work) =>
            database.sql.transaction((tx) =>
              work(
                stepsOver(tx, {
                  ...{ connectionId: id, fence, rules, isDemo, calmMs, now: now() },
                  countsAs: connection.countsAs,
                }),
              ),
            ),
          ),
        );
        if (touched.topics.has('notifications')) tell();
        void soon(refresher.touch(touched.topics, touched.urgent));
        if (touched.topics.has('pipeline'))
          void logs.keepFailed().catch((err: unknown) => log.error({ err }, 'logs could not be kept'));
        return true;
      } catch (error) {
        if (!(error instanceof LeaseLostError)) throw error;
        log.warn({ connection: id }, error.message);
        return false;
      }
    },
    async fail({ id }, { fence, health: before }, after) {
      await store.failed(id, fence, after);
      const turned = hasTurned(before, after);
      void soon(
        refresher.touch(
          turned ? ['sources', 'metrics', 'aws-services', 'web3-networks'] : ['sources'],
          turned,
        ),
      );
    },
    report({ watched: { id }, health, error, tookMs }) {
      if (error) {
        metrics.collector.failed(id, error.reason);
        log.warn({ connection: id, reason: error.reason, err: error.cause ?? error }, error.message);
      }
      metrics.collector.lag(id, health.readAt === null ? 0 : (now() - health.readAt) / 1_000);
      log.debug({ connection: id, state: health.state, tookMs }, 'collected');
    },
    trouble({ id }, err) {
      log.error({ connection: id, err }, 'a batch could not be taken in; it will be collected again');
    },
  };
}
