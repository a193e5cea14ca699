import type { SourceEvent } from '@smartops/contract';
import type { LiveRules } from './alerts/rules/live.ts';
import { judgeEvents, judgeTime, type Watched } from './alerts/rules/tick.ts';
import { alertStore } from './alerts/store.ts';
import { connectionStore } from './collector/store.ts';
import { keepUp } from './incidents/keep-up.ts';
import { takeIn } from './incidents/take-in.ts';
import type { Fresh, Steps } from './pipeline.ts';
import { applyJudged } from './pipelines/derived/apply-judged.ts';
import { derivedStore } from './pipelines/derived/derived-store.ts';
import { type Judged, judgeRuns } from './pipelines/derived/judge-runs.ts';
import { attemptStore } from './pipelines/insight/attempt-store.ts';
import type { Database } from './platform/database/database.ts';
import { deployRuleStore } from './settings/deploy-rule-store.ts';
import type { StoredEvent } from './signals/read-store.ts';
import { rememberStore } from './signals/remember-store.ts';
import type { Connection } from './sources/source.ts';
import { tellOf } from './tell-of.ts';

type Transaction = Parameters<Parameters<Database['sql']['transaction']>[0]>[0];

/** Another process has taken this connection over; what was collected is collected there again. */
export class LeaseLostError extends Error {
  constructor(connectionId: string) {
    super(`The lease on ${connectionId} was lost`);
    this.name = 'LeaseLostError';
  }
}

export interface Ingestion {
  readonly connectionId: string;
  readonly fence: number;
  readonly rules: LiveRules;
  /** The demo cloud and real systems are two worlds: nothing in one explains anything in the other. */
  readonly isDemo: (connectionId: string) => boolean;
  /** How long all alerts must be over before an incident resolves itself. */
  readonly calmMs: number;
  readonly now: number;
  /** What its runs count as; none when it delivers none. */
  readonly countsAs?: Connection['countsAs'] | undefined;
}

const workspace = 'default';

/** The steps of the flow over one transaction. */
export function stepsOver(tx: Transaction, ingestion: Ingestion): Steps {
  const { connectionId, fence, rules, isDemo, calmMs, now } = ingestion;
  return {
    async remember(batch) {
      await attemptStore(tx).keep(batch.events);
      const fresh = await rememberStore(tx).remember(connectionId, batch, now);
      const derived = await applyJudged(await judged(tx, batch.events, ingestion), {
        ...{ tx, workspace, connectionId, now },
      });
      return { ...fresh, events: [...fresh.events, ...derived.events], removed: derived.removed };
    },
    async judge({ samples, events, resources, removed = [] }) {
      const decisions = await rules.judge(tx, { connectionId, samples, resources }, now);
      const kinds = new Set([...events, ...removed].map(({ kind }) => kind));
      const left = removed.length > 0 ? await derivedStore(tx).newestOf(removed.map(resourceOf)) : [];
      const states = await judgeEvents(tx, rules.book, { connectionId, kinds, removed, left }, now);
      return alertStore(tx).apply([...decisions, ...states], now);
    },
    async group(changes, { events }) {
      const world = { isDemo, now, calmMs };
      const grouped = await takeIn(tx, changes, world);
      const isDeployed = events.some(({ kind }) => kind === 'deployment');
      return isDeployed || grouped.length > 0 ? [...grouped, ...(await keepUp(tx, world))] : [];
    },
    tell: (alerts, incidents) => tellOf(tx, { alerts, incidents, isDemo, now }),
    async saveCursor(cursor, health) {
      if (!(await connectionStore(tx).save(connectionId, fence, { cursor, health })))
        throw new LeaseLostError(connectionId);
    },
  };
}

const resourceOf = ({ resourceId }: StoredEvent) => resourceId;

/** What the runs among these are by the rules that hold, which stay as they are until the transaction ends. */
async function judged(
  tx: Transaction,
  events: readonly SourceEvent[],
  { connectionId, countsAs }: Ingestion,
): Promise<Judged[]> {
  const runs = events.filter(({ kind }) => kind === 'pipeline-run').map((run) => ({ ...run, connectionId }));
  if (!countsAs || runs.length === 0) return [];
  const { rules } = await deployRuleStore(tx, workspace).now('share');
  return judgeRuns(runs, (run) => countsAs(run, rules), derivedStore(tx, workspace));
}

/** What follows from what stored runs of one connection count as now: deployments, alerts, incidents. */
export async function takeInRuns(
  judgedRuns: readonly Judged[],
  tx: Transaction,
  ingestion: Omit<Ingestion, 'fence' | 'countsAs'>,
): Promise<Fresh> {
  const { connectionId, now } = ingestion;
  const derived = await applyJudged(judgedRuns, { tx, workspace, connectionId, now });
  const fresh = { resources: [], samples: [], ...derived };
  const steps = stepsOver(tx, { ...ingestion, fence: 0 });
  const alerts = await steps.judge(fresh);
  await steps.tell(alerts, await steps.group(alerts, fresh));
  return fresh;
}

/** The same flow when only time has passed: nothing to remember, and where to go on stays as it is. */
export function timeStepsOver(
  tx: Transaction,
  watched: Watched,
  place: Omit<Ingestion, 'connectionId'>,
): Steps {
  const { rules, now, fence } = place;
  return {
    ...stepsOver(tx, { ...place, connectionId: watched.id }),
    judge: async () => alertStore(tx).apply(await judgeTime(tx, rules, watched, now), now),
    async saveCursor() {
      if (!(await connectionStore(tx).holds(watched.id, fence))) throw new LeaseLostError(watched.id);
    },
  };
}
