import type { SourceEvent } from '@smartops/contract';
import { decideDeployments, decideEmptied } from './alerts/failed-deployment.ts';
import { calmMs as judgedMs } from './alerts/judge.ts';
import { alertStore } from './alerts/store.ts';
import { decideThreshold } from './alerts/threshold.ts';
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
import type { MetricKind } from './signals/catalogue.ts';
import { readStore, type StoredEvent } from './signals/read-store.ts';
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
  readonly kinds: readonly MetricKind[];
  /** The demo cloud and real systems are two worlds: nothing in one explains anything in the other. */
  readonly isDemo: (connectionId: string) => boolean;
  /** How long all alerts must be over before an incident resolves itself. */
  readonly calmMs: number;
  readonly now: number;
  /** What its runs count as; none when it delivers none. */
  readonly countsAs?: Connection['countsAs'] | undefined;
}

const workspace = 'default';
const deploymentsLookedAt = 100;

/** The steps of the flow over one transaction. */
export function stepsOver(tx: Transaction, ingestion: Ingestion): Steps {
  const { connectionId, fence, kinds, isDemo, calmMs, now } = ingestion;
  const judgedKinds = kinds.filter(({ limit }) => limit !== undefined);
  const longestMs = Math.max(judgedMs, ...judgedKinds.map(({ forMs }) => forMs)) * 3;
  return {
    async remember(batch) {
      await attemptStore(tx).keep(batch.events);
      const fresh = await rememberStore(tx).remember(connectionId, batch, now);
      const derived = await applyJudged(await judged(tx, batch.events, ingestion), {
        ...{ tx, workspace, connectionId, now },
      });
      return { ...fresh, events: [...fresh.events, ...derived.events], removed: derived.removed };
    },
    async judge({ samples, events, removed = [] }) {
      const metrics = new Set(judgedKinds.map(({ metric }) => metric));
      const touched = new Set(
        samples.filter(({ metric }) => metrics.has(metric)).map(({ resourceId }) => resourceId),
      );
      const series =
        touched.size > 0 ? await alertStore(tx).windows([...touched], judgedKinds, now - longestMs) : [];
      const deployed = events.some(({ kind }) => kind === 'deployment')
        ? await readStore(tx).events('deployment', [connectionId], deploymentsLookedAt)
        : [];
      const decisions = series.flatMap((one) => decideThreshold(one, now) ?? []);
      const left = removed.length > 0 ? await derivedStore(tx).newestOf(removed.map(resourceOf)) : [];
      const changed = [
        ...decisions,
        ...decideDeployments(newestFirst([...deployed, ...left]), now),
        ...decideEmptied(removed, left, now),
      ];
      return alertStore(tx).apply(changed, now);
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
const newestFirst = (events: readonly StoredEvent[]) => events.toSorted((a, b) => b.at - a.at);

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
