import type { Identity } from './identity/open-identity.ts';
import { takeInRuns } from './ingestion.ts';
import type { Facts } from './overview/topics.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import type { DeployRuleContext } from './settings/deploy-rule-context.ts';
import type { DeployRulePorts } from './settings/deploy-rule-routes.ts';
import { settleNext } from './settings/settle-deploy-rules.ts';

export interface DeployRules {
  readonly ports: DeployRulePorts;
  /** Brings what is stored in line with the rules, from where it was left. One round at a time. */
  settle(): Promise<void>;
  /** Lets a step that goes on end, and begins no other. */
  stop(): Promise<void>;
}

interface Around {
  readonly facts: Facts;
  readonly identity: Identity;
  readonly refresher: Refresher;
  readonly log: Log;
}

/** Joins the rules that say which runs are deployments to the sources, the database and the audit log. */
export function openDeployRules(parts: Parts, { facts, identity, refresher, log }: Around): DeployRules {
  const context = contextOf(parts, facts);
  let round: Promise<void> | undefined;
  let stopped = false;

  async function settleAll(): Promise<void> {
    let step = await settleNext(context);
    if (step === 'nothing') return;
    while (step === 'more' && !stopped) step = await settleNext(context);
    await refresher.touch(['deployments', 'activity', 'alerts', 'incidents'], true);
  }
  function settle(): Promise<void> {
    // A round that is at its end may have missed what was saved just now, so whoever asks waits for one that follows.
    const next = (round ?? Promise.resolve()).then(settleAll, settleAll);
    round = next;
    return next;
  }
  return {
    settle,
    ports: {
      context,
      doer(asker) {
        const { caller } = asker;
        if (!caller) throw new Error('The rules are saved by those who are known');
        return { name: caller.name, privileged: (step, work) => identity.privileged(asker, step, work) };
      },
      saved: () =>
        void settle().catch((err: unknown) => log.error({ err }, 'deployments could not be brought in line')),
    },
    async stop() {
      stopped = true;
      await round?.catch(() => undefined);
    },
  };
}

function contextOf(
  { config, database, seeds, connections, rules, now }: Parts,
  facts: Facts,
): DeployRuleContext {
  const isDemo = (id: string) => seeds.some((seed) => seed.id === id && seed.demo);
  const calmMs = config.env.INCIDENT_CALM_SECONDS;
  const counting = () => seeds.filter(({ id }) => connections.get(id)?.countsAs);
  return {
    ...{ database: database.sql, workspace: 'default', now },
    get connections() {
      return counting().map(({ id }) => id);
    },
    get defaults() {
      return counting().map(({ id, title }) => ({
        title,
        words: [...(connections.get(id)?.deployWords ?? [])],
      }));
    },
    async ownDeployments() {
      const repositories = await facts.resources(['github.repository']);
      return repositories.filter(({ attributes }) => attributes.usesDeployments).map(({ name }) => name);
    },
    countsAs: (run, rules) => connections.get(run.connectionId)?.countsAs?.(run, rules),
    async apply(tx, judged) {
      const connectionId = judged[0]?.run.connectionId;
      if (connectionId) await takeInRuns(judged, tx, { connectionId, rules, isDemo, calmMs, now: now() });
    },
  };
}
