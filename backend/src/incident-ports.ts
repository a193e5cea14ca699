import type { Identity } from './identity/open-identity.ts';
import { keepUp } from './incidents/keep-up.ts';
import type { IncidentPorts } from './incidents/routes.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { tellOf, tellOfDeed } from './tell-of.ts';

const workspace = 'default';

export interface Incidents {
  readonly ports: IncidentPorts;
  /** Tells open incidents what was done around them, and resolves those whose alerts are over. */
  keepUp(): Promise<void>;
}

/** Joins the incidents to the database, the audit log and the stream. */
export function openIncidents(
  { config, database, seeds, now }: Parts,
  {
    identity,
    refresher,
    log,
    tell,
  }: { identity: Identity; refresher: Refresher; log: Log; tell: () => void },
): Incidents {
  const isDemo = (id: string) => seeds.find((seed) => seed.id === id)?.demo ?? false;
  const changed = () => {
    refresher
      .touch(['incidents', 'alerts', 'alert-counts', 'activity', 'notifications'], true)
      .then(tell)
      .catch((err: unknown) => log.error({ err }, 'topics could not be built'));
  };
  return {
    ports: {
      context: {
        ...{ database: database.sql, workspace, now, isDemo, changed },
        members: identity.members,
        tell: (tx, touched) => tellOfDeed(tx, touched, isDemo),
      },
      doer(asker) {
        if (!asker.caller) throw new Error('Incidents are for those who are known');
        return { caller: asker.caller, privileged: (step, work) => identity.privileged(asker, step, work) };
      },
    },
    async keepUp() {
      const world = { workspace, isDemo, calmMs: config.env.INCIDENT_CALM_SECONDS, now: now() };
      try {
        const ids = await database.sql.transaction(async (tx) => {
          const incidents = await keepUp(tx, world);
          await tellOf(tx, { alerts: [], incidents, isDemo, now: world.now });
          return incidents;
        });
        if (ids.length > 0) changed();
      } catch (err) {
        log.error({ err }, 'the incidents could not be kept up');
      }
    },
  };
}
