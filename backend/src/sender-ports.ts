import type { SenderPorts } from './alerts/senders/context.ts';
import { alertStore } from './alerts/store.ts';
import { connecting } from './collector/health.ts';
import type { Identity } from './identity/open-identity.ts';
import { stepsOver } from './ingestion.ts';
import type { Facts } from './overview/topics.ts';
import { ingest } from './pipeline.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';

const nothing = { resources: [], samples: [], events: [], problems: [], complete: [], cursor: undefined };

/** Joins what other monitoring systems tell of to the flow: judged there, grouped and told here. */
export function senderPorts(
  { config, database, now }: Parts,
  { identity, facts, refresher }: { identity: Identity; facts: Facts; refresher: Refresher },
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
              ...{
                connectionId,
                fence: 0,
                kinds: facts.kinds,
                calmMs: config.env.INCIDENT_CALM_SECONDS,
                now: now(),
              },
              isDemo: (id) => facts.connections.some((one) => one.id === id && one.demo),
            }),
            remember: async () => nothing,
            judge: () => alertStore(tx).apply(decisions, now()),
            saveCursor: async () => undefined,
          }),
        ),
      );
      await refresher.touch(touched.topics, touched.urgent);
    },
  };
}
