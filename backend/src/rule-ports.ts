import { readThresholds, writeThresholds } from './alerts/rules/default-thresholds.ts';
import { defaultRules } from './alerts/rules/defaults.ts';
import { LiveRules } from './alerts/rules/live.ts';
import { locksOf } from './alerts/rules/locks.ts';
import type { RulePorts } from './alerts/rules/routes.ts';
import { ruleStore } from './alerts/rules/rule-store.ts';
import { connecting } from './collector/health.ts';
import { connectionStore } from './collector/store.ts';
import type { Config } from './config/index.ts';
import type { Identity } from './identity/open-identity.ts';
import { LeaseLostError, timeStepsOver } from './ingestion.ts';
import { ingest } from './pipeline.ts';
import type { Database } from './platform/database/database.ts';
import { ConflictError } from './platform/errors.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import type { Batch } from './sources/source.ts';

const tickMs = 15_000;
const nothing: Batch = {
  ...{ resources: [], samples: [], events: [], problems: [], complete: [] },
  cursor: undefined,
};

/** The rules as they are stored, with the default ones where they were never here. */
export async function loadRules(
  { sql }: Pick<Database, 'sql'>,
  { thresholds, given }: Pick<Config, 'thresholds' | 'given'>,
  now: number,
): Promise<LiveRules> {
  const rules = new LiveRules();
  await ruleStore(sql).seed(defaultRules(thresholds), now);
  // What the environment sets wins over what stands in a rule; what it leaves open stays as people left it.
  const standings = await readThresholds(sql);
  for (const { name, value } of locksOf({ thresholds, given }).values()) {
    if (standings[name].value === value) continue;
    const wish = { name, value, version: standings[name].version };
    await writeThresholds(sql, [wish], { by: 'the environment', at: now }).catch((error: unknown) => {
      // Another process that starts with the same environment was faster.
      if (!(error instanceof ConflictError)) throw error;
    });
  }
  rules.use(await ruleStore(sql).list());
  return rules;
}

/** Joins the routes to the database, the audit log and the clock. */
export function rulePorts(
  { config, database, seeds, now }: Parts,
  { identity, clock }: { readonly identity: Identity; readonly clock: Pick<Clock, 'soon'> },
): RulePorts {
  return {
    context: {
      ...{ database: database.sql, workspace: 'default', now, changed: clock.soon },
      locks: locksOf(config),
      get watching() {
        return seeds.map(({ id, title }) => ({ id, title }));
      },
    },
    doer(asker) {
      if (!asker.caller) throw new Error('Rules are for those who are known');
      return { caller: asker.caller, privileged: (step, work) => identity.privileged(asker, step, work) };
    },
  };
}

export interface Clock {
  /** Does the next round now, after rules have changed. */
  soon(): void;
  stop(): Promise<void>;
}

/** What time itself calls for, every few seconds, connection by connection; rules that were changed elsewhere are read again. */
export function startClock(
  parts: Parts,
  { refresher, log, tell }: { readonly refresher: Refresher; readonly log: Log; readonly tell: () => void },
): Clock {
  const { database, rules } = parts;
  let stamp = '';
  let round: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    const { stamp: current } = await ruleStore(database.sql).mark();
    if (current !== stamp) {
      rules.use(await ruleStore(database.sql).list());
      stamp = current;
      void refresher.touch(['metrics', 'rules'], true);
    }
    const healths = await connectionStore(database.sql).healths();
    for (const held of rules.held)
      await judgeConnection(parts, {
        ...held,
        health: healths.get(held.connectionId),
        refresher,
        tell,
      }).catch((err: unknown) =>
        log.error({ connection: held.connectionId, err }, 'rules could not be judged'),
      );
  }
  const soon = () => {
    round = round.then(run).catch((err: unknown) => log.error({ err }, 'rules could not be judged'));
  };
  const timer = setInterval(soon, tickMs).unref();
  return {
    soon,
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}

async function judgeConnection(
  { config, database, seeds, rules, now }: Parts,
  held: {
    readonly connectionId: string;
    readonly fence: number;
    readonly health: ReturnType<typeof connecting> | undefined;
    readonly refresher: Refresher;
    readonly tell: () => void;
  },
): Promise<void> {
  const { connectionId: id, fence, refresher, tell } = held;
  const calmMs = config.env.INCIDENT_CALM_SECONDS;
  const seed = seeds.find((one) => one.id === id);
  if (!seed) return;
  const health = held.health ?? connecting(now());
  const isDemo = (other: string) => seeds.some((one) => one.id === other && one.demo);
  try {
    const touched = await rules.during(id, fence, () =>
      ingest(nothing, { before: health, after: health }, (work) =>
        database.sql.transaction((tx) =>
          work(
            timeStepsOver(
              tx,
              { id, title: seed.title, health },
              { fence, rules, isDemo, calmMs, now: now() },
            ),
          ),
        ),
      ),
    );
    if (touched.topics.has('notifications')) tell();
    if (touched.urgent) await refresher.touch(touched.topics, true);
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
  }
}
