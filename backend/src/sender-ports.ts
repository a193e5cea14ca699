import type { SenderPorts } from './alerts/senders/context.ts';
import { alertStore } from './alerts/store.ts';
import { connecting } from './collector/health.ts';
import type { Identity } from './identity/open-identity.ts';
import { stepsOver } from './ingestion.ts';
import { ingest } from './pipeline.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';

const nothing = { resources: [], samples: [], events: [], problems: [], complete: [], cursor: undefined };

/** Joins what other monitoring systems tell of to the flow: judged there, grouped and told here. */
export function senderPorts(
  { config, database, seeds, rules, now }: Parts,
  { identity, refresher, tell }: { identity: Identity; refresher: Refresher; tell: () => void },
): SenderPorts {
  const unchanged = connecting(now());
  return {
    ...{ database: database.sql, workspace: 'default', now },
    name: ({ caller }) => caller?.name ?? 'somebody',
    privileged: (asker, step, work) => identity.privileged(asker, step, work),
    async ingest(connectionId, decisions) {
      const health = { before: unchanged, after: unchanged };
      const touched = await ingest(nothing, health, (work) =>
        database.sql.transaction((tx) =>
          work({
            ...stepsOver(tx, {
              ...{ connectionId, fence: 0, rules, calmMs: config.env.INCIDENT_CALM_SECONDS, now: now() },
              isDemo: (id) => seeds.some((one) => one.id === id && one.demo),
            }),
            remember: async () => nothing,
            judge: () => alertStore(tx).apply(decisions, now()),
            saveCursor: async () => undefined,
          }),
        ),
      );
      if (touched.topics.has('notifications')) tell();
      await refresher.touch(touched.topics, touched.urgent);
    },
  };
}
