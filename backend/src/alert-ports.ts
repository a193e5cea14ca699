import { type AlertChange, isFromSender } from './alerts/alert.ts';
import type { AlertContext, Transactional } from './alerts/context.ts';
import type { AlertPorts } from './alerts/ports.ts';
import { settleAll, wakeSleepers } from './alerts/settle.ts';
import { silenceStore } from './alerts/silences/store.ts';
import type { Identity } from './identity/open-identity.ts';
import type { Sql } from './incidents/context.ts';
import { takeWithAlerts } from './incidents/take-with-alerts.ts';
import { stepsOver } from './ingestion.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { tellOf, tellOfDeed } from './tell-of.ts';

const workspace = 'default';
const lookEveryMs = 5_000;
const nothingNew = { resources: [], samples: [], events: [] };

interface Around {
  readonly identity: Identity;
  readonly refresher: Refresher;
  readonly log: Log;
  /** Hands over what is to be told. */
  readonly tell: () => void;
}

/** Joins the life of alerts to the database, the audit log, the incidents and the stream, and wakes what sleeps. */
export function openAlerts(
  parts: Parts,
  { identity, refresher, log, tell }: Around,
): { readonly ports: AlertPorts; close(): Promise<void> } {
  const { database, seeds, now } = parts;
  const changed = () => {
    refresher
      .touch(['alerts', 'alert-counts', 'incidents', 'activity', 'notifications'], true)
      .then(tell)
      .catch((err: unknown) => log.error({ err }, 'topics could not be built'));
  };
  const isDemo = (id: string) => seeds.find((seed) => seed.id === id)?.demo ?? false;
  const follow = (tx: Transactional, changes: readonly AlertChange[]) => followIn(tx, changes, parts);
  const context: AlertContext = {
    ...{ database: database.sql, workspace, now, follow, changed },
    member: identity.member,
    isSender: (connectionId) => isFromSender({ connectionId }),
  };
  const clock = startClock(context, (err) => log.error({ err }, 'alerts could not be woken'));
  return {
    ports: {
      context,
      isDemo,
      watched: () => seeds.map(({ id }) => id),
      doer(asker) {
        if (!asker.caller) throw new Error('Alerts are for those who are known');
        return { caller: asker.caller, privileged: (step, work) => identity.privileged(asker, step, work) };
      },
    },
    close: clock.close,
  };
}

/** What follows from changes that no batch brought. Words alone move no incident; what people did is told. */
async function followIn(
  tx: Transactional,
  changes: readonly AlertChange[],
  { config, seeds, rules, now }: Parts,
): Promise<void> {
  const isDemo = (id: string) => seeds.some((seed) => seed.id === id && seed.demo);
  const moved = changes.filter(({ change }) => change !== 'changed');
  const deeds = changes.filter(({ change, hand }) => change === 'changed' && hand !== undefined);
  await tellOf(tx, { alerts: deeds, incidents: [], isDemo, now: now() });
  await takeIncidents(tx, deeds, isDemo);
  const ofConnection = Map.groupBy(moved, ({ alert }) => alert.connectionId);
  for (const [connectionId, own] of ofConnection) {
    const steps = stepsOver(tx as Parameters<typeof stepsOver>[0], {
      ...{ connectionId, fence: 0, rules, isDemo, calmMs: config.env.INCIDENT_CALM_SECONDS, now: now() },
    });
    await steps.tell(own, await steps.group(own, nothingNew));
  }
}

/** Whoever has acknowledged all that fires of an incident has it. */
async function takeIncidents(
  tx: Transactional,
  deeds: readonly AlertChange[],
  isDemo: (connectionId: string) => boolean,
): Promise<void> {
  for (const { alert, hand } of deeds) {
    if (hand?.verb !== 'acknowledge' || alert.incidentId === null) continue;
    const signed = { by: hand.by.name, id: hand.by.id, at: hand.at };
    const taken = await takeWithAlerts(tx as Sql, alert.incidentId, signed, workspace);
    if (taken) await tellOfDeed(tx, taken, isDemo);
  }
}

/** Looks every few seconds for snoozes that are over and silences that began or ended. */
function startClock(context: AlertContext, trouble: (error: unknown) => void) {
  const { database, workspace, now, follow, changed } = context;
  let active: string | undefined;
  let round: Promise<void> | undefined;
  async function look(): Promise<void> {
    const moment = { workspace, now: now() };
    const ids = (await silenceStore(database, workspace).activeAt(moment.now)).map(({ id }) => id).join();
    const changes = await database.transaction(async (tx) => {
      const found = await (ids === active ? wakeSleepers(tx, moment) : settleAll(tx, moment));
      await follow(tx, found);
      return found;
    });
    active = ids;
    if (changes.length > 0) changed();
  }
  const timer = setInterval(() => {
    round ??= look()
      .catch(trouble)
      .finally(() => {
        round = undefined;
      });
  }, lookEveryMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
